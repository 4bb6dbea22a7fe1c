import { metricOf } from '../monitoring/index.js';
import { DRIFT_METRICS } from './drift-metrics.js';
import type { Measured, Reading } from './reading.js';
import { isComparison, type AlarmRuleContent } from './rule.js';

type Said = Pick<AlarmRuleContent, 'metric' | 'condition' | 'limit' | 'isRelative' | 'read'>;

/** What was seen against what, in one sentence with the numbers in it. */
export function alarmSentence(rule: Said, reading: Reading): string {
  const { title, unit } = metricOf(rule.metric) ?? driftOf(rule.metric);
  const what = `${title}${rule.read === 'P95' ? ', 95th percentile,' : ''}${reading.part === '' ? '' : ` of ${reading.part}`}`;
  const seen = `${what} is ${withInterval(reading, unit)}`;
  const { reference } = reading;
  if (!isComparison(rule.condition))
    return `${seen}; the limit is ${rule.condition === 'ABOVE' ? 'at most' : 'at least'} ${inUnit(rule.limit, unit)}.`;
  return `${seen}; before it was ${reference ? withInterval(reference, unit) : 'not known'}.`;
}

function driftOf(metric: string): { title: string; unit: string } {
  return DRIFT_METRICS.find(({ id }) => id === metric) ?? { title: metric, unit: '' };
}

function withInterval({ value, lower, upper, isExact }: Measured, unit: string): string {
  if (value === null) return 'not known';
  if (isExact === true || (lower === null && upper === null)) return inUnit(value, unit);
  return `${inUnit(value, unit)} (${lower === null ? '…' : inUnit(lower, unit)} to ${upper === null ? '…' : inUnit(upper, unit)})`;
}

/** Shares without a unit are said in percent; longer times in words that fit. */
function inUnit(value: number, unit: string): string {
  if (unit === '' && Math.abs(value) <= 1) return `${digits(value * 100)} %`;
  if (unit === 's' && Math.abs(value) >= 7200) return `${digits(value / 3600)} h`;
  return unit === '' ? digits(value) : `${digits(value)} ${unit}`;
}

function digits(value: number): string {
  return String(Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(2)));
}
