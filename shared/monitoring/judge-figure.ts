/** What a figure says of whether all is right. UNKNOWN: there is not enough to say. */
export const MONITORING_VERDICTS = ['GOOD', 'WATCH', 'BAD', 'UNKNOWN'] as const;
export type MonitoringVerdict = (typeof MONITORING_VERDICTS)[number];
export const LIMIT_KINDS = ['MAXIMUM', 'MINIMUM'] as const;
export type LimitKind = (typeof LIMIT_KINDS)[number];

/** A value with its 95 % interval, where it has one, and how many events it rests on. */
export type Figure = {
  readonly value: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly count: number;
};
export type Judged = { readonly verdict: MonitoringVerdict; readonly reason: string };

const NOTHING: Judged = { verdict: 'UNKNOWN', reason: 'Nothing was seen in this time.' };
/** Near a limit is worth a look. */
const NEAR = 0.8;

/**
 * Holds a figure against a limit. BAD: the whole interval is past it (without an interval: the value is). WATCH: the value
 * is past it and the interval is not, or a maximum without an interval is nearly reached.
 */
export function judgeLimit(
  { value, lower, upper }: Figure,
  { limit, kind }: { readonly limit: number; readonly kind: LimitKind },
): Judged {
  if (value === null) return NOTHING;
  const isPast = (number: number): boolean => (kind === 'MAXIMUM' ? number > limit : number < limit);
  const side = kind === 'MAXIMUM' ? 'above' : 'below';
  const surest = (kind === 'MAXIMUM' ? lower : upper) ?? value;
  if (isPast(value)) {
    return isPast(surest)
      ? { verdict: 'BAD', reason: `It is ${side} the limit.` }
      : { verdict: 'WATCH', reason: `It is ${side} the limit, which so few events may be by chance.` };
  }
  if (kind === 'MAXIMUM' && lower === null && value > NEAR * limit) {
    return { verdict: 'WATCH', reason: 'It is near the limit.' };
  }
  return { verdict: 'GOOD', reason: 'It is within the limit.' };
}

/**
 * Holds a share against the one of the time before. A move counts where the intervals do not meet and it is at least
 * `effect`; one for the worse is then of the verdict `worse`, one for the better is GOOD.
 */
export function judgeMove(
  now: Figure,
  before: Figure,
  { effect, worse, isWorse }: { effect: number; worse: 'WATCH' | 'BAD'; isWorse: 'LOWER' | 'HIGHER' | 'EITHER' },
): Judged {
  if (now.value === null) return NOTHING;
  if (before.value === null) return { verdict: 'GOOD', reason: 'There is no earlier time to compare it with.' };
  const move = now.value - before.value;
  if (!isApart(now, before) || Math.abs(move) < effect)
    return { verdict: 'GOOD', reason: 'It is about what it was before.' };
  const direction = move > 0 ? 'HIGHER' : 'LOWER';
  const reason = `It is clearly ${direction === 'HIGHER' ? 'higher' : 'lower'} than before.`;
  return { verdict: isWorse === 'EITHER' || isWorse === direction ? worse : 'GOOD', reason };
}

/** Whether the intervals do not meet; a figure without one is a point. */
function isApart(a: Figure, b: Figure): boolean {
  return lowest(a) > highest(b) || highest(a) < lowest(b);
}

function lowest({ lower, value }: Figure): number {
  return lower ?? value ?? NaN;
}

function highest({ upper, value }: Figure): number {
  return upper ?? value ?? NaN;
}

/**
 * Holds a number of events against that of an equally long time before: whether the traffic broke off or went away. `left`:
 * the share of what came before, in (0, 1], below which it is worth a look.
 */
export function judgeTraffic(now: number, before: number, left = 0.5): Judged {
  if (now === 0 && before === 0) return NOTHING;
  if (now === 0) return { verdict: 'BAD', reason: 'No case came, and some did in the time before.' };
  if (before >= 100 && now < left * before)
    return { verdict: 'WATCH', reason: `Less than ${Number((100 * left).toPrecision(3))} % of the cases before.` };
  return { verdict: 'GOOD', reason: 'Cases come in.' };
}

/** The worst of all; what is unknown does not count unless all are. */
export function worstOf(verdicts: readonly MonitoringVerdict[]): MonitoringVerdict {
  return (['BAD', 'WATCH', 'GOOD'] as const).find((one) => verdicts.includes(one)) ?? 'UNKNOWN';
}
