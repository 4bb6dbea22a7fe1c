import { readSample, SAMPLE_ROWS, type SampleRead } from '@handrail/shared/schema';

/** So much of a file is looked at; the rest stays on disk, however big it is. */
const READ_BYTES = 4 * 1024 * 1024;

/** Reads the beginning of a chosen file as a sample of cases. Nothing leaves the browser. */
export async function readFile(file: File): Promise<SampleRead> {
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await file.slice(0, READ_BYTES).arrayBuffer());
  } catch {
    return { ok: false, message: `${file.name} cannot be read. Check that it is a file and still there.` };
  }
  const isWhole = file.size <= READ_BYTES;
  const { text, encoding } = decoded(bytes);
  const read = readSample(text, { isWhole });
  if (!read.ok) return { ok: false, message: `${file.name}: ${read.message}` };
  const { sample } = read;
  const isAll = isWhole && sample.rows.length < SAMPLE_ROWS;
  const notes = [
    ...(encoding === null ? [] : [`The file is not UTF-8; it was read as ${encoding}.`]),
    isAll ? `${sample.rows.length} rows were read.` : `The first ${sample.rows.length} rows were looked at.`,
    ...sample.notes,
  ];
  return { ok: true, sample: { ...sample, notes } };
}

/** UTF-8, or what spreadsheets write where it is not. `encoding` null: UTF-8. */
function decoded(bytes: Uint8Array): { text: string; encoding: string | null } {
  if (bytes[0] === 0xff && bytes[1] === 0xfe)
    return { text: new TextDecoder('utf-16le').decode(bytes), encoding: 'UTF-16' };
  if (bytes[0] === 0xfe && bytes[1] === 0xff)
    return { text: new TextDecoder('utf-16be').decode(bytes), encoding: 'UTF-16' };
  try {
    // A character that is cut off at the end is no error in a stream.
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true }), encoding: null };
  } catch {
    return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'Windows-1252' };
  }
}
