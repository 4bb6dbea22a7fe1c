/** One value of a series over time; null: a gap. Unix milliseconds. */
export type PicturePoint = { readonly at: number; readonly value: number | null };
export type PictureOf = {
  readonly title: string;
  readonly points: readonly PicturePoint[];
  readonly limit: number | null;
  /** Since when it is past the limit. */
  readonly since: number;
};

const WIDTH = 480;
const HEIGHT = 120;
const PAD = 8;

/**
 * A small picture of a series as SVG: the values, the limit as a dashed line, and since when it is past it. Grey ink that
 * shows on light and dark. The same points give the same bytes.
 */
export function alarmPicture({ title, points, limit, since }: PictureOf): string {
  const values = points.flatMap(({ value }) => (value === null ? [] : [value]));
  const [low, high] = rangeOf(limit === null ? values : [...values, limit]);
  const [from, to] = [points[0]?.at ?? since, points.at(-1)?.at ?? since];
  const x = (at: number): string => place(from === to ? 0.5 : (at - from) / (to - from), WIDTH);
  const y = (value: number): string => place(1 - (value - low) / (high - low), HEIGHT);
  const lines = runsOf(points).map(
    (run) => `<polyline points="${run.map(({ at, value }) => `${x(at)},${y(value)}`).join(' ')}"/>`,
  );
  const past = Math.min(Math.max(since, from), to);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" aria-label="${escaped(title)}">`,
    `<rect x="${x(past)}" y="0" width="${(WIDTH - PAD - Number(x(past))).toFixed(1)}" height="${HEIGHT}" fill="#8a8f98" fill-opacity="0.15"/>`,
    limit === null
      ? ''
      : `<line x1="0" x2="${WIDTH}" y1="${y(limit)}" y2="${y(limit)}" stroke="#8a8f98" stroke-dasharray="4 4"/>`,
    `<g fill="none" stroke="#6b7280" stroke-width="2" stroke-linejoin="round" stroke-linecap="round">${lines.join('')}</g>`,
    '</svg>',
  ].join('');
}

function place(share: number, length: number): string {
  return (PAD + Math.min(1, Math.max(0, share)) * (length - 2 * PAD)).toFixed(1);
}

function rangeOf(values: readonly number[]): [number, number] {
  if (values.length === 0) return [0, 1];
  const [low, high] = [Math.min(0, ...values), Math.max(...values)];
  return low === high ? [low, low + 1] : [low, high];
}

type Drawn = { readonly at: number; readonly value: number };

/** Runs of values between gaps; a lone value is drawn as a dot by its round ends. */
function runsOf(points: readonly PicturePoint[]): Drawn[][] {
  const runs: Drawn[][] = [[]];
  for (const { at, value } of points) {
    if (value === null) runs.push([]);
    else runs.at(-1)?.push({ at, value });
  }
  return runs.filter((run) => run.length > 0).map((run) => (run.length === 1 ? [...run, ...run] : run));
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
