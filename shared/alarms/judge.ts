import { metricOf } from '../monitoring/index.js';
import { isComparison, type AlarmRuleContent, type RuleCondition } from './rule.js';
import type { Measured, Reading } from './reading.js';

/**
 * BREACH: past the limit, by enough, and not by chance. CALM: back where it is all right. BETWEEN: neither. UNKNOWN: too
 * little was seen.
 */
export type RuleVerdict = 'BREACH' | 'BETWEEN' | 'CALM' | 'UNKNOWN';
type Judged = Pick<
  AlarmRuleContent,
  'metric' | 'condition' | 'limit' | 'closeLimit' | 'minimumEffect' | 'minimumCount' | 'isRelative'
>;

/** What a look at one part says. */
export function judgeReading(rule: Judged, reading: Reading): RuleVerdict {
  if (reading.value === null || isTooLittle(rule, reading)) return 'UNKNOWN';
  return isComparison(rule.condition) ? judgeDifference(rule, reading) : judgeLimit(rule, reading);
}

/**
 * That no case comes is told by none coming: then what came before has to be enough. A level is known by one look at it,
 * however many events somebody asked for.
 */
function isTooLittle({ metric, condition, minimumCount }: Judged, { count, reference }: Reading): boolean {
  const { kind } = metricOf(metric) ?? {};
  if (kind === 'GAUGE') return count === 0;
  if (kind !== 'COUNT') return count < minimumCount;
  return condition !== 'BELOW' && Math.max(count, reference?.count ?? 0) < minimumCount;
}

function judgeLimit({ condition, limit, closeLimit, minimumEffect }: Judged, reading: Reading): RuleVerdict {
  // BELOW is ABOVE in the mirror.
  const sign = condition === 'ABOVE' ? 1 : -1;
  const value = sign * (reading.value ?? 0);
  const surest = condition === 'ABOVE' ? reading.lower : reading.upper;
  const isSure = reading.isExact === true || (surest !== null && sign * surest > sign * limit);
  if (value > sign * limit && value >= sign * limit + minimumEffect && isSure) return 'BREACH';
  return value <= sign * (closeLimit ?? limit) ? 'CALM' : 'BETWEEN';
}

function judgeDifference(rule: Judged, reading: Reading): RuleVerdict {
  const { reference } = reading;
  const isLevel = metricOf(rule.metric)?.kind === 'GAUGE';
  if (reference?.value == null || reference.count < (isLevel ? 1 : rule.minimumCount)) return 'UNKNOWN';
  const least = rule.isRelative ? rule.limit * Math.abs(reference.value) : rule.limit;
  const move = differenceOf(reading, reference);
  const ways = WAYS[rule.condition].map((sign) => ({
    size: sign * move.value,
    surest: sign > 0 ? move.lower : -move.upper,
  }));
  // A share of nothing is nothing.
  if (least > 0 && ways.some(({ size, surest }) => size >= least && surest > 0)) return 'BREACH';
  return ways.every(({ size }) => size <= least / 2) ? 'CALM' : 'BETWEEN';
}

const WAYS: Readonly<Record<RuleCondition, readonly (1 | -1)[]>> = {
  ABOVE: [],
  BELOW: [],
  HIGHER: [1],
  LOWER: [-1],
  DIFFERS: [1, -1],
};

/**
 * The difference of two measured values with its interval, put together from theirs (Zou and Donner 2008). An end that is
 * not known makes the difference's unknown.
 */
export function differenceOf(now: Measured, before: Measured): { value: number; lower: number; upper: number } {
  const [a, b] = [now.value ?? 0, before.value ?? 0];
  const value = a - b;
  const down = Math.hypot(a - (now.lower ?? -Infinity), (before.upper ?? Infinity) - b);
  const up = Math.hypot((now.upper ?? Infinity) - a, b - (before.lower ?? -Infinity));
  return { value, lower: value - down, upper: value + up };
}
