import { metricOf } from '../monitoring/index.js';
import { digitsApart, grouped, setNumber } from '../words/index.js';
import { driftMetricOf } from './drift-metrics.js';
import type { Measured, Reading } from './reading.js';
import { isComparison, type AlarmRuleContent } from './rule.js';

type Said = Pick<AlarmRuleContent, 'metric' | 'condition' | 'limit' | 'isRelative' | 'read'>;
type Condition = Said & Pick<AlarmRuleContent, 'windowMinutes' | 'referenceHours' | 'minimumCount'>;
/** `times`: 100 where the kept number is a share. */
export type LimitUnit = { readonly times: number; readonly unit: string };
type Measure = {
  readonly title: string;
  readonly unit: string;
  readonly isShare: boolean;
  /** Significant digits. */
  readonly precision: number;
};

/** What was seen against what, in one sentence with the numbers in it. */
export function alarmSentence(rule: Said, reading: Reading): string {
  const plain = measureOf(rule.metric);
  const measure = { ...plain, unit: reading.unit ?? plain.unit };
  const of = reading.part === '' ? '' : ` of ${reading.part}`;
  const { reference } = reading;
  const other = isComparison(rule.condition) ? (reference?.value ?? null) : rule.limit;
  const exact = { ...measure, precision: precisionFor(reading.value, other, measure) };
  const seen = `${measure.title}${percentileOf(rule)}${of} is ${withInterval(reading, exact)}`;
  if (!isComparison(rule.condition))
    return `${seen}; the limit is ${rule.condition === 'ABOVE' ? 'at most' : 'at least'} ${asSet(rule.limit, measure)}.`;
  return `${seen}; before it was ${reference ? withInterval(reference, exact) : 'not known'}.`;
}

const MEGABYTE = 1_000_000;
const HOUR_S = 3600;
/** Longer times are said in hours. */
const LONG_S = 2 * HOUR_S;
const PRECISION = 2;
const MOST_PRECISE = 15;

/** So many digits that a value and what it is held against are not said to be the same unless they are. */
function precisionFor(value: number | null, other: number | null, measure: Measure): number {
  if (value === null || other === null) return PRECISION;
  const [a, b] = [scaled(value, measure), scaled(other, measure)];
  // In other units they cannot be taken for each other.
  if (a.unit !== b.unit) return PRECISION;
  return digitsApart(a.value, b.value, Math.max(PRECISION, wholeDigits(a.value), wholeDigits(b.value)));
}

/** When a rule fires, in words that follow the name of its metric: "above 1 % in 15 min, of at least 50". */
export function ruleWords(rule: Condition): string {
  const measure = measureOf(rule.metric);
  const atLeast = rule.minimumCount > 1 ? `, of at least ${setNumber(rule.minimumCount)}` : '';
  const window = `${driftMetricOf(rule.metric)?.windows.length === 0 ? 'since the last change' : `in ${spanOf(rule.windowMinutes)}`}${atLeast}`;
  const word = rule.condition.toLowerCase();
  if (!isComparison(rule.condition)) return `${word} ${asSet(rule.limit, measure)} ${window}`;
  const by = rule.isRelative ? `${setNumber(rule.limit * 100)} % of it` : differenceOf(rule.limit, measure);
  const than = rule.condition === 'DIFFERS' ? 'from' : 'than';
  return `${word} ${than} the ${spanOf(rule.referenceHours * 60)} before by ${by}, ${window}`;
}

/** How people write a rule's limit: the number that is kept, times `times`, in `unit`. */
export function limitUnit({ metric, condition, isRelative }: Omit<Said, 'limit' | 'read'>): LimitUnit {
  const measure = measureOf(metric);
  if (isComparison(condition) && isRelative) return { times: 100, unit: '%' };
  if (measure.unit === 'bytes') return { times: 1 / MEGABYTE, unit: 'MB' };
  if (!measure.isShare) return { times: 1, unit: measure.unit };
  return { times: 100, unit: isComparison(condition) ? 'points' : '%' };
}

function percentileOf({ read }: Pick<Said, 'read'>): string {
  return read === 'P95' ? ', 95th percentile,' : '';
}

function measureOf(id: string): Measure {
  const metric = metricOf(id);
  if (metric) {
    const unit = metric.kind === 'COUNT' ? 'per minute' : metric.unit;
    const isShare = metric.kind === 'RATE' || metric.kind === 'SHARES';
    return { title: metric.title, unit, isShare, precision: PRECISION };
  }
  return { ...(driftMetricOf(id) ?? { title: id, unit: '' }), isShare: false, precision: PRECISION };
}

function withInterval({ value, lower, upper, isExact }: Measured, measure: Measure): string {
  if (value === null) return 'not known';
  if (isExact === true || (lower === null && upper === null)) return inUnit(value, measure);
  const end = (bound: number | null): string => (bound === null ? '…' : inUnit(bound, measure));
  return `${inUnit(value, measure)} (${end(lower)} to ${end(upper)})`;
}

type Scaled = { readonly value: number; readonly unit: string };

/** In the unit that it is said in: shares in per cent, longer times in hours. */
function scaled(value: number, { unit, isShare }: Measure): Scaled {
  if (isShare) return { value: value * 100, unit: '%' };
  if (unit === 'bytes') return { value: value / MEGABYTE, unit: 'MB' };
  return unit === 's' && Math.abs(value) >= LONG_S ? { value: value / HOUR_S, unit: 'h' } : { value, unit };
}

function inUnit(value: number, measure: Measure): string {
  if (measure.isShare) return `${percent(value, measure.precision)} %`;
  const said = scaled(value, measure);
  return withUnit(digits(said.value, measure.precision), said.unit);
}

/** A limit, with every digit that somebody has given it. */
function asSet(limit: number, measure: Measure): string {
  const said = scaled(limit, measure);
  const isWritten = said.unit !== 'h' || Number.isInteger(Number((said.value * 100).toPrecision(12)));
  return isWritten ? withUnit(setNumber(said.value), said.unit) : withUnit(setNumber(limit), 's');
}

function withUnit(text: string, unit: string): string {
  return unit === '' ? text : `${text} ${unit}`;
}

/** A difference of shares is in points: 10 % of a share would be less. */
function differenceOf(value: number, measure: Measure): string {
  return measure.isShare ? `${setNumber(value * 100)} points` : asSet(value, measure);
}

function spanOf(minutes: number): string {
  if (minutes % 1440 === 0 && minutes > 1440) return `${minutes / 1440} days`;
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`;
}

/** Of what is 100 and more all whole digits are said. */
function digits(value: number, precision: number): string {
  return grouped(String(Number(value.toPrecision(Math.max(precision, wholeDigits(value))))));
}

function wholeDigits(value: number): number {
  return Math.abs(value) < 100 ? 0 : Math.min(MOST_PRECISE, Math.floor(Math.log10(Math.abs(value))) + 1);
}

/** Only all is said to be all: of what is nearly so, as many digits as show that it is not. */
function percent(share: number, precision: number): string {
  let text = digits(share * 100, precision);
  for (let more = precision + 1; share < 1 && text === '100' && more < MOST_PRECISE; more += 1)
    text = digits(share * 100, more);
  return text;
}
