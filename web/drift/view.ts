const HOUR = 3_600_000;

/** Times up to now, in milliseconds. */
export const RANGES = { '1h': HOUR, '6h': 6 * HOUR, '24h': 24 * HOUR, '7d': 168 * HOUR, '30d': 720 * HOUR } as const;
type RangeName = keyof typeof RANGES;

export const REFERENCES = [
  { value: 'frozen', label: 'What the version was trained on' },
  { value: 'before', label: 'The time before' },
  { value: 'period', label: 'A time of my choice' },
] as const;

export const SIDES = [
  { value: 'data', label: 'Data drift' },
  { value: 'concept', label: 'Concept drift' },
] as const;

export type DriftView = {
  readonly side: (typeof SIDES)[number]['value'];
  /** `name@version` whose error is looked at; undefined: the one that was labelled last. */
  readonly version: string | undefined;
  readonly range: RangeName;
  /** Unix milliseconds. */
  readonly from: number;
  readonly to: number;
  readonly beside: (typeof REFERENCES)[number]['value'];
  /** Undefined: what was frozen. */
  readonly reference: { readonly from: number; readonly to: number } | undefined;
  /** `metric/part` of the field that is open, or its title. */
  readonly field: string | undefined;
};

/** The view that an address asks for; what it says wrongly is as if it were not there. `now` in milliseconds. */
export function driftViewOf(search: Readonly<Record<string, unknown>>, now: number): DriftView {
  const asked = search['range'];
  const range = typeof asked === 'string' && isRange(asked) ? asked : '24h';
  const to = now;
  const from = now - RANGES[range];
  const beside = REFERENCES.find(({ value }) => value === search['beside'])?.value ?? 'frozen';
  const side = SIDES.find(({ value }) => value === search['side'])?.value ?? 'data';
  const version = textOf(search['version']);
  const field = textOf(search['field']);
  const before = { from: from - RANGES[range], to: from };
  const chosen = { from: momentOf(search['from']), to: momentOf(search['to']) };
  const isChosen = chosen.from !== undefined && chosen.to !== undefined && chosen.from < chosen.to;
  const period = isChosen ? { from: chosen.from ?? 0, to: chosen.to ?? 0 } : before;
  return { side, version, range, from, to, beside, field, reference: { frozen: undefined, before, period }[beside] };
}

function textOf(given: unknown): string | undefined {
  return typeof given === 'string' ? given : undefined;
}

function isRange(text: string): text is RangeName {
  return Object.hasOwn(RANGES, text);
}

function momentOf(iso: unknown): number | undefined {
  const at = typeof iso === 'string' ? Date.parse(iso) : NaN;
  return Number.isNaN(at) ? undefined : at;
}
