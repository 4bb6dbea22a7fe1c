import { normalQuantile } from '../../shared/dist/stats/index.js';

/** Something of a case that can be seen, as a number; and on which side the case truly was. */
export type Sighting = { readonly isOne: boolean; readonly seen: Readonly<Record<string, number>> };
export type Tell = { readonly what: string; readonly z: number };

/**
 * Which of what was seen tells the two sides apart: a Mann–Whitney test of each (ties corrected), of two sides, at `level`
 * over all of them together (Bonferroni). What was seen of some only is tested among them.
 */
export function tells(sightings: readonly Sighting[], level: number): Tell[] {
  const names = [...new Set(sightings.flatMap(({ seen }) => Object.keys(seen)))];
  const limit = normalQuantile({ p: 1 - level / (2 * names.length) });
  return names
    .map((what) => ({ what, z: mannWhitney(sightings, what) }))
    .filter(({ z }) => Math.abs(z) > limit)
    .sort((a, b) => Math.abs(b.z) - Math.abs(a.z));
}

function mannWhitney(sightings: readonly Sighting[], what: string): number {
  const values = sightings.flatMap(({ isOne, seen }) => (what in seen ? [{ isOne, value: seen[what] ?? 0 }] : []));
  const sorted = values.sort((a, b) => a.value - b.value);
  const [n, ones] = [sorted.length, sorted.filter(({ isOne }) => isOne).length];
  let [rankSum, ties] = [0, 0];
  for (let from = 0; from < n;) {
    let to = from;
    while (to < n && sorted[to]?.value === sorted[from]?.value) to += 1;
    const count = to - from;
    rankSum += sorted.slice(from, to).filter(({ isOne }) => isOne).length * (from + (count + 1) / 2);
    ties += count ** 3 - count;
    from = to;
  }
  const variance = ((ones * (n - ones)) / 12) * (n + 1 - ties / (n * (n - 1)));
  return variance <= 0 ? 0 : (rankSum - (ones * (n + 1)) / 2) / Math.sqrt(variance);
}
