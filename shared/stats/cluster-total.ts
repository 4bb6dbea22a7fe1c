import { count, each, nonNegative, open } from './check.js';
import { sumOf } from './numeric.js';
import { clopperPearson } from './proportions.js';
import { zOf } from './special.js';

/**
 * A total over all clusters (blocks of a table, pages of a book) from the sums of some that were drawn by chance, zeros
 * included. `clusters`: how many there are in all; `most`: what a cluster may sum to, needed where all that were drawn sum
 * to nothing. The interval is normal, with the finite population correction; and where few clusters hold anything, as wide
 * as what is known of the share of those that do. No clusters drawn give nulls.
 *
 * @throws RangeError naming `sums` (≥ 0), `clusters` (a count, at least as many as were drawn), `most` or `confidence`.
 * Source: Särndal, Swensson, Wretman 1992, 4.2 (one-stage cluster sampling); Clopper & Pearson 1934 for the share.
 *
 * @example clusterTotal({ sums: [4, 6], clusters: 2, most: 10 }) // { total: 10, lower: 10, upper: 10 }
 */
export function clusterTotal({
  sums,
  clusters,
  most,
  confidence = 0.95,
}: {
  readonly sums: readonly number[];
  readonly clusters: number;
  readonly most: number;
  readonly confidence?: number;
}): { total: number | null; lower: number | null; upper: number | null } {
  each('sums', sums, nonNegative);
  count('clusters', clusters);
  nonNegative('most', most);
  open('confidence', confidence);
  const drawn = sums.length;
  if (drawn > clusters) throw new RangeError(`clusters: ${clusters} are fewer than the ${drawn} that were drawn`);
  if (drawn === 0) return { total: null, lower: null, upper: null };
  const seen = sumOf(drawn, (i) => sums[i] ?? 0);
  if (drawn === clusters) return { total: seen, lower: seen, upper: seen };
  const [mean, holding] = [seen / drawn, sums.filter((sum) => sum > 0).length];
  const variance = drawn === 1 ? 0 : sumOf(drawn, (i) => ((sums[i] ?? 0) - mean) ** 2) / (drawn - 1);
  const total = clusters * mean;
  const margin = zOf(confidence) * clusters * Math.sqrt(((1 - drawn / clusters) * variance) / drawn);
  const share = clopperPearson({ k: holding, n: drawn, confidence });
  const perHolding = holding === 0 ? most : seen / holding;
  return {
    total,
    lower: Math.max(seen, Math.min(total - margin, share.lower * clusters * perHolding)),
    upper: Math.max(total + margin, share.upper * clusters * perHolding),
  };
}
