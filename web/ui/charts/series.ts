/** What a value of a series is measured in; it decides how it is written on axes, in tables and in tips. */
export type Unit = 'share' | 'count' | 'number' | 'seconds' | 'bytes' | 'per second';

/** One bucket of time. `value` is null where nothing is known: a gap, never a zero. */
export type Point = {
  /** Start of the bucket, milliseconds since 1970 UTC. */
  readonly at: number;
  readonly value: number | null;
  /** Ends of the interval of the value, both or none. */
  readonly lower?: number | null | undefined;
  readonly upper?: number | null | undefined;
  /** Observations behind the value. */
  readonly n?: number | undefined;
};

/** One line of a chart. All series of a chart have the same unit; their points stand at the same times. */
export type Series = {
  /** Unique in its chart. */
  readonly id: string;
  readonly label: string;
  readonly points: readonly Point[];
  /** Of an earlier period, moved onto this one: drawn dashed and pale. */
  readonly isReference?: boolean | undefined;
};

/** Something that happened, drawn as a line on the axis of time. */
export type Mark = {
  readonly at: number;
  readonly kind: 'policy' | 'rollout' | 'alarm';
  readonly label: string;
  readonly href?: string | undefined;
};

/** A row of a chart: a time, and each series' value and interval under its id. */
export type Row = { readonly at: number } & Readonly<Record<string, number | readonly [number, number] | null>>;

export const bandOf = (id: string): string => `${id}\u0000band`;

/** All series by time, in order; a series without a point at a time has a gap there. */
export function rowsOf(series: readonly Series[]): Row[] {
  const rows = new Map<number, Record<string, number | readonly [number, number] | null>>();
  for (const { id, points } of series) {
    for (const { at, value, lower, upper } of points) {
      const row = rows.get(at) ?? { at };
      row[id] = value;
      row[bandOf(id)] = lower == null || upper == null ? null : [lower, upper];
      rows.set(at, row);
    }
  }
  const ids = series.flatMap(({ id }) => [id, bandOf(id)]);
  const gaps = Object.fromEntries(ids.map((id) => [id, null]));
  return [...rows.values()].map((row) => ({ ...gaps, ...row }) as Row).sort((a, b) => a.at - b.at);
}

/** The line whose value at a time is nearest to a height; undefined: none has one there. An earlier period is none. */
export function nearestSeries(series: readonly Series[], at: number, height: number): Series | undefined {
  const away = (one: Series): number => {
    const value = one.points.find((point) => point.at === at)?.value;
    return one.isReference || value == null ? Infinity : Math.abs(value - height);
  };
  const [nearest] = [...series].sort((a, b) => away(a) - away(b));
  return nearest && away(nearest) < Infinity ? nearest : undefined;
}

/** Whether a value stands between two gaps, where a line would not show it. */
export function isLonely(rows: readonly Row[], id: string, index: number): boolean {
  const has = (at: number): boolean => typeof rows[at]?.[id] === 'number';
  return has(index) && !has(index - 1) && !has(index + 1);
}
