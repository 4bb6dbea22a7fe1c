import { DATASET_COLUMNS, PROTECTIONS, type Protection } from '@handrail/shared/datasets';
import { filterOf, type LabelSearch } from './label-filter';

/** A dataset's definition as it stands in the address. `protect`: `field:way` pairs, `columns`: names; both separated by commas. */
export type DatasetSearch = LabelSearch & {
  readonly consensus?: string;
  readonly group?: string;
  readonly machine?: string;
  readonly protect?: string;
  readonly columns?: string;
};

/** For the server, which fills in what is not said. */
export function definitionOf(search: DatasetSearch): Record<string, unknown> {
  const { from, to, blind, level, reason, value } = filterOf(search);
  const filter = {
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
    ...(blind == null ? {} : { blind }),
    ...(level ? { levels: [level] } : {}),
    ...(reason ? { reasons: [reason] } : {}),
    ...(value ? { labels: [value] } : {}),
  };
  const protection = protectionOf(search);
  const columns = columnsIn(search);
  return {
    filter,
    ...(search.consensus ? { consensus: search.consensus } : {}),
    ...(search.group ? { split: { by: search.group } } : {}),
    ...(search.machine === 'true' ? { includeMachineDecisions: true } : {}),
    ...(Object.keys(protection).length > 0 ? { protection } : {}),
    ...(columns.length > 0 ? { columns } : {}),
  };
}

/** The columns that were chosen, in their order; none: all of them. */
export function columnsIn({ columns }: DatasetSearch): (typeof DATASET_COLUMNS)[number]['name'][] {
  const chosen = new Set((columns ?? '').split(','));
  return DATASET_COLUMNS.map(({ name }) => name).filter((name) => chosen.has(name));
}

export function protectionOf({ protect }: DatasetSearch): Record<string, Protection> {
  const pairs = (protect ?? '').split(',').map((pair) => pair.split(':'));
  return Object.fromEntries(
    pairs.flatMap(([field, way]) => {
      const known = PROTECTIONS.find((one) => one === way);
      return field && known ? [[field, known]] : [];
    }),
  );
}

/** The address's text with one field treated another way; undefined where all are as usual. `usual`: of that field. */
export function withProtection(
  search: DatasetSearch,
  field: string,
  { way, usual }: { readonly way: string; readonly usual: string },
): string | undefined {
  const all = Object.entries({ ...protectionOf(search), [field]: way }).filter(
    ([name, one]) => name !== field || one !== usual,
  );
  return all.length === 0 ? undefined : all.map((pair) => pair.join(':')).join(',');
}
