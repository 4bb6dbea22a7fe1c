import { metricOf } from '../monitoring/index.js';
import { differenceOf } from './judge.js';
import type { Measured, Reading } from './reading.js';
import { isComparison, type AlarmRuleContent } from './rule.js';

type Judged = Pick<AlarmRuleContent, 'metric' | 'condition' | 'limit' | 'minimumEffect'>;

/** Less is not told again, however little the value was past its limit. */
const LEAST_GROWTH = 1.5;
/** Of a share, what is left may halve although it cannot grow so much any more. */
const LEAST_GROWTH_OF_SHARE = 1.1;

/**
 * Whether what fires is so much worse than it was told to be that it must be told again, to whoever acknowledged it, too: twice
 * as far past its limit (of a comparison: from what was before), or half of what was left, and not by chance.
 */
export function hasGrown(rule: Judged, told: Measured, now: Reading): boolean {
  const anchor = isComparison(rule.condition) ? now.reference?.value : rule.limit;
  if (told.value === null || now.value === null || anchor == null) return false;
  const sign = signOf(rule, told.value - anchor);
  const [was, is] = [sign * (told.value - anchor), sign * (now.value - anchor)];
  if (is - was < Math.max(rule.minimumEffect, Number.MIN_VALUE) || !isSure(told, now, sign)) return false;
  const isDoubled = is >= 2 * was && growth(rule, { told: told.value, now: now.value, sign }) >= LEAST_GROWTH;
  return isDoubled || isHalfOfRest(rule, { told: told.value, now: now.value, sign, excess: is / was });
}

function signOf({ condition }: Judged, moved: number): 1 | -1 {
  if (condition === 'DIFFERS') return moved < 0 ? -1 : 1;
  return condition === 'ABOVE' || condition === 'HIGHER' ? 1 : -1;
}

type Moved = { readonly told: number; readonly now: number; readonly sign: 1 | -1 };

/** How many times as much, or as little, it is; of a share that falls, how many times what it lacks. */
function growth(rule: Judged, { told, now, sign }: Moved): number {
  const lacking = isShare(rule) ? [1 - told, 1 - now] : [now, told];
  const [from = 0, to = 0] = sign > 0 ? [told, now] : lacking;
  return from <= 0 ? Infinity : to / from;
}

function isShare({ metric }: Judged): boolean {
  return metricOf(metric)?.kind === 'RATE' || metric === 'drift.text';
}

function isHalfOfRest(rule: Judged, { told, now, sign, excess }: Moved & { readonly excess: number }): boolean {
  // What falls can fall to nothing, whatever it is.
  const rest = sign < 0 ? [told, now] : isShare(rule) ? [1 - told, 1 - now] : undefined;
  if (!rest) return false;
  const [was = 0, is = 0] = rest;
  return was > 0 && is <= was / 2 && excess >= LEAST_GROWTH_OF_SHARE;
}

/**
 * Intervals of readings are as wide as what wakes nobody for nothing in fifty years of looks; what burns already needs half of
 * that, which is still some 2.8 standard errors.
 */
const NARROWER = 0.5;

function isSure(told: Measured, now: Measured, sign: 1 | -1): boolean {
  if (now.isExact === true) return true;
  const { value, lower, upper } = differenceOf(now, told);
  return sign > 0 ? value - NARROWER * (value - lower) > 0 : value + NARROWER * (upper - value) < 0;
}
