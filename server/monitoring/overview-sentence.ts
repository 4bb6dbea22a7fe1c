import { inWords, type MonitoringVerdict } from '@handrail/shared/monitoring';
import { digitsApart, grouped, setNumber } from '@handrail/shared/words';

type Told = {
  readonly title: string;
  readonly unit: string;
  readonly value: number | null;
  readonly limit: number | null;
  readonly previous: number | null;
  readonly verdict: MonitoringVerdict;
};

const BEGINNING: Readonly<Record<'BAD' | 'WATCH', string>> = { BAD: 'Not all right', WATCH: 'Worth a look' };

const MOST_NAMED = 3;

/** The verdict in one sentence, with the figures that made it; while an alarm burns (`alarms`: their titles) nothing is right. */
export function sentenceOf(
  verdict: MonitoringVerdict,
  figures: readonly Told[],
  alarms: readonly string[] = [],
): string {
  if (alarms.length > 0) {
    const named = alarms.slice(0, MOST_NAMED).join('; ');
    const more = alarms.length > MOST_NAMED ? `; and ${alarms.length - MOST_NAMED} more` : '';
    const count = alarms.length === 1 ? 'an alarm is open' : `${alarms.length} alarms are open`;
    const guilty = figures.filter((figure) => figure.verdict === 'BAD').map(tell);
    return `${BEGINNING.BAD}: ${count} (${named}${more})${guilty.map((one) => `; ${one}`).join('')}.`;
  }
  if (verdict === 'UNKNOWN') return 'Nothing was seen in this time, so there is nothing to judge.';
  if (verdict === 'GOOD') return whenGood(figures);
  const guilty = figures.filter((figure) => figure.verdict === verdict).map(tell);
  return `${BEGINNING[verdict]}: ${guilty.join('; ')}.`;
}

/** "All right" stands alone only where everything is known. */
function whenGood(figures: readonly Told[]): string {
  const unknown = figures.filter((figure) => figure.verdict === 'UNKNOWN').map(({ title }) => lowerFirst(title));
  if (unknown.length === 0) return 'All right: every figure is as it should be.';
  const known = figures.filter((figure) => figure.verdict !== 'UNKNOWN').map(({ title }) => lowerFirst(title));
  return `As far as is known, all right: ${listed(known)}. Not known: ${listed(unknown)}.`;
}

/**
 * What the sentence says first where work in the background has stopped: what is not watched, nobody knows; null: none has.
 * `silentMs`: since its last success.
 */
export function stoppedSentence(
  loops: readonly { readonly title: string; readonly silentMs: number; readonly isWatching: boolean }[],
): string | null {
  if (loops.length === 0) return null;
  const said = loops.map(({ title, silentMs }) => `${lowerFirst(title)} (for ${inWords(silentMs)})`);
  const stopped = `Work in the background does not succeed: ${listed(said)}.`;
  return loops.some(({ isWatching }) => isWatching) ? `Not known. ${stopped} What is shown may be old.` : stopped;
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}

function tell({ title, unit, value, limit, previous }: Told): string {
  const named = lowerFirst(title);
  if (value === null) return `${named} is not known`;
  if (limit !== null) return `${named} is ${amount(value, unit, limit)} (limit ${asSet(limit, unit)})`;
  if (previous === null) return `${named} is ${amount(value, unit, null)}`;
  return `${named} is ${amount(value, unit, previous)} (before ${amount(previous, unit, value)})`;
}

const PRECISION = 3;
const HOUR_S = 3600;

/** In the unit that it is said in: a share in per cent, what is held against a long time in hours. */
function scaled(value: number, unit: string): [number, string] {
  if (unit === '') return [value * 100, '%'];
  return unit === 's' && value >= HOUR_S ? [value / HOUR_S, 'h'] : [value, unit];
}

/** Rounded, but not to what it is held against (`other`), nor a part to none or to all. */
function amount(value: number, unit: string, other: number | null): string {
  const [said, shown] = scaled(value, unit);
  const against = [other, ...(unit === '' ? [1] : [])].filter((one) => one !== null);
  const digits = Math.max(
    Math.floor(Math.log10(Math.max(1, Math.abs(said)))) + 1,
    ...[PRECISION, ...against.map((one) => digitsApart(said, scaled(one, unit)[0], PRECISION))],
  );
  return `${grouped(String(Number(said.toPrecision(Math.min(15, digits)))))} ${shown}`;
}

/** A limit, with every digit that somebody has given it. */
function asSet(limit: number, unit: string): string {
  const [said, shown] = scaled(limit, unit);
  return `${setNumber(said)} ${shown}`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
