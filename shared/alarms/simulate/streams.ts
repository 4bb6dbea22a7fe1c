/** Draws from [0, 1). */
export type Draw = () => number;

const CHUNK = 20;

/** A Poisson count; large ones as a sum of small ones, so that no tail is rounded off. */
export function poisson(mean: number, draw: Draw): number {
  let total = 0;
  for (let left = mean; left > 0; left -= CHUNK) total += smallPoisson(Math.min(left, CHUNK), draw);
  return total;
}

function smallPoisson(mean: number, draw: Draw): number {
  const end = Math.exp(-mean);
  let count = -1;
  for (let product = 1; product > end; product *= draw()) count += 1;
  return count;
}

/** How many of `n` have what each has with chance `p`: gaps between two that have it are geometric. */
export function binomial(n: number, p: number, draw: Draw): number {
  if (p > 0.5) return n - binomial(n, 1 - p, draw);
  if (p <= 0) return 0;
  const gap = (): number => 1 + Math.floor(Math.log(1 - draw()) / Math.log1p(-p));
  let count = 0;
  for (let at = gap(); at <= n; at += gap()) count += 1;
  return count;
}

/** What happened minute by minute, so that any stretch of it is known at once. */
export class Stream {
  private readonly counts: Float64Array;
  private readonly marks: Float64Array;

  constructor(
    readonly minutes: number,
    minute: (index: number) => { readonly count: number; readonly marked: number },
  ) {
    this.counts = new Float64Array(minutes + 1);
    this.marks = new Float64Array(minutes + 1);
    for (let index = 0; index < minutes; index += 1) {
      const { count, marked } = minute(index);
      this.counts[index + 1] = (this.counts[index] ?? 0) + count;
      this.marks[index + 1] = (this.marks[index] ?? 0) + marked;
    }
  }

  /** How many there were in the minutes [from, to), and how many of them had what is looked for. */
  between(from: number, to: number): { readonly count: number; readonly marked: number } {
    const [a, b] = [Math.max(0, from), Math.max(0, to)];
    return {
      count: (this.counts[b] ?? 0) - (this.counts[a] ?? 0),
      marked: (this.marks[b] ?? 0) - (this.marks[a] ?? 0),
    };
  }
}
