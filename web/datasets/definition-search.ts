import { DATASET_COLUMNS, PROTECTIONS, type DatasetFilter, type Protection } from '@handrail/shared/datasets';
import type { ReviewReason } from '@handrail/shared/ladder';
import { boundsProblem, readTyped, scaled } from '../ui/typed-number';
import { filterOf, type LabelSearch } from './label-filter';

/** A dataset's definition as it stands in the address. `protect`: `field:way` pairs, `columns`: names; both separated by commas. */
export type DatasetSearch = LabelSearch & {
  readonly consensus?: string;
  readonly group?: string;
  readonly machine?: string;
  readonly protect?: string;
  readonly columns?: string;
  readonly gold?: string;
  /** Percent. */
  readonly agreement?: string;
} & Readonly<Partial<Record<WordList, readonly string[]>>>;

/** Parts of the filter of which one of several words has to hold. */
export type WordList = 'segments' | 'predicted' | 'decided' | 'reviewers';
const LISTS = {
  segments: 'segments',
  predicted: 'predictedBy',
  decided: 'decidedBy',
  reviewers: 'reviewers',
} as const satisfies Record<WordList, keyof DatasetFilter>;

/** The words of a list, whatever the address holds. */
export function wordsIn(search: DatasetSearch, name: WordList): string[] {
  const held: unknown = search[name];
  return (Array.isArray(held) ? (held as unknown[]) : held === undefined ? [] : [held]).map(String).filter(Boolean);
}

/** For the server, which fills in what is not said. */
export function definitionOf(search: DatasetSearch): Record<string, unknown> {
  const protection = protectionOf(search);
  const columns = columnsIn(search);
  return {
    filter: filterIn(search),
    ...(search.consensus ? { consensus: search.consensus } : {}),
    ...(search.group ? { split: { by: search.group } } : {}),
    ...(search.machine === 'true' ? { includeMachineDecisions: true } : {}),
    ...(Object.keys(protection).length > 0 ? { protection } : {}),
    ...(columns.length > 0 ? { columns } : {}),
  };
}

function filterIn(search: DatasetSearch): DatasetFilter {
  const { from, to, blind, level, reason, value } = filterOf(search);
  const lists = Object.entries(LISTS).flatMap(([name, part]): [string, string[]][] => {
    // A key of LISTS, as just seen.
    const words = wordsIn(search, name as WordList);
    return words.length === 0 ? [] : [[part, words]];
  });
  return {
    ...(from ? { from: String(from) } : {}),
    ...(to ? { to: String(to) } : {}),
    ...(blind == null ? {} : { blind }),
    ...(level ? { levels: [level] } : {}),
    // Chosen from the reasons that there are.
    ...(reason ? { reasons: [reason as ReviewReason] } : {}),
    ...(value ? { labels: [value] } : {}),
    ...Object.fromEntries(lists),
    ...(search.gold ? { gold: String(search.gold) === 'true' } : {}),
    ...shareOf(search),
  };
}

function shareOf(search: DatasetSearch): { minimumAgreement?: number } {
  const { value } = readTyped(String(search.agreement ?? ''));
  return value === null || unreadableIn(search) !== null ? {} : { minimumAgreement: scaled(value, 1 / 100) };
}

/** What is no share, as it is said: nothing is to be frozen as if it were not there. Null: all of it can be read. */
export function unreadableIn({ agreement }: DatasetSearch): string | null {
  const { value, problem } = readTyped(String(agreement ?? ''));
  const why = Number.isNaN(value) ? (problem ?? 'a number is not there yet.') : boundsProblem(value, 0, 100);
  return why === null ? null : `Answers agree, at least: ${why}`;
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
