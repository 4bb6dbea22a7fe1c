import type { MetricGroup, MetricSplit } from '../lib/generated/graphql';

const HOUR = 3_600_000;

/** What the page shows; all of it stands in the address. */
export type View = {
  readonly group: MetricGroup;
  /** Of a range up to now, or `custom` with `from` and `to` in milliseconds. */
  readonly range: RangeName;
  readonly from: number;
  readonly to: number;
  readonly by: MetricSplit | null;
  /** Whether the time before, as long, is drawn pale beside it. */
  readonly isCompared: boolean;
};

export type RangeName = keyof typeof RANGES | 'custom';

/** Ranges up to now, in milliseconds. */
export const RANGES = {
  '1h': HOUR,
  '6h': 6 * HOUR,
  '24h': 24 * HOUR,
  '7d': 168 * HOUR,
  '30d': 720 * HOUR,
} as const;

export const GROUPS = [
  { value: 'SOFTWARE', label: 'Software' },
  { value: 'INPUT', label: 'Inputs' },
  { value: 'OUTPUT', label: 'Outputs' },
  { value: 'PEOPLE', label: 'People' },
] as const satisfies readonly { value: MetricGroup; label: string }[];

export const SPLITS = [
  { value: '', label: 'Nothing' },
  { value: 'SEGMENT', label: 'Segment' },
  { value: 'VERSION', label: 'Version' },
  { value: 'LEVEL', label: 'Level' },
] as const satisfies readonly { value: MetricSplit | ''; label: string }[];

/** The view that an address asks for; what it says wrongly is as if it were not there. `now` in milliseconds. */
export function viewOf(search: Readonly<Record<string, unknown>>, now: number): View {
  const group = GROUPS.find(({ value }) => value === search['group'])?.value ?? 'SOFTWARE';
  const by = SPLITS.find(({ value }) => value === search['by'])?.value ?? '';
  const rest = { group, by: by === '' ? null : by, isCompared: search['compare'] === 'before' };
  const [from, to] = [momentOf(search['from']), momentOf(search['to'])];
  if (from !== undefined && to !== undefined && from < to) return { ...rest, range: 'custom', from, to };
  const asked = search['range'];
  const range = typeof asked === 'string' && isRange(asked) ? asked : '24h';
  return { ...rest, range, from: now - RANGES[range], to: now };
}

function isRange(text: string): text is keyof typeof RANGES {
  return Object.hasOwn(RANGES, text);
}

function momentOf(iso: unknown): number | undefined {
  const at = typeof iso === 'string' ? Date.parse(iso) : NaN;
  return Number.isNaN(at) ? undefined : at;
}
