/**
 * The driver reads bytes as text of twice their length. Texts of up to 128 kB are collected as soon as nobody has them any
 * more; longer ones live on until the whole heap is looked through, and with large values a process grows by their sum.
 */
const SLICE_BYTES = 48_000;

/**
 * Bytes as rows of slices, to be put together by who reads them: a lateral relation `(at, slice)` of the bytes of a column
 * `from` a place, from 0, up to and without another; all of them where nothing is said. `$1` and the like for the places.
 */
export function inSlices(
  column: string,
  { from = '0', to }: { readonly from?: string; readonly to?: string } = {},
): string {
  const end = to === undefined ? `octet_length(${column})` : `least(octet_length(${column}), ${to}::integer)`;
  return `(select s.at, substring(${column} from s.at + 1 for least(${SLICE_BYTES}, ${end} - s.at)) as slice
             from generate_series(${from}::integer, ${end} - 1, ${SLICE_BYTES}) s(at)) slices`;
}
