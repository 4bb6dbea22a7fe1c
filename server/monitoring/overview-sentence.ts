import type { MonitoringVerdict } from '@handrail/shared/monitoring';

type Told = {
  readonly title: string;
  readonly unit: string;
  readonly value: number | null;
  readonly limit: number | null;
  readonly previous: number | null;
  readonly verdict: MonitoringVerdict;
};

const BEGINNING: Readonly<Record<'BAD' | 'WATCH', string>> = { BAD: 'Not all right', WATCH: 'Worth a look' };

/** The verdict in one sentence, with the figures that made it. */
export function sentenceOf(verdict: MonitoringVerdict, figures: readonly Told[]): string {
  if (verdict === 'UNKNOWN') return 'Nothing was seen in this time, so there is nothing to judge.';
  if (verdict === 'GOOD') return 'All right: every figure that is known is as it should be.';
  const guilty = figures.filter((figure) => figure.verdict === verdict).map(tell);
  return `${BEGINNING[verdict]}: ${guilty.join('; ')}.`;
}

function tell({ title, unit, value, limit, previous }: Told): string {
  const beside =
    limit !== null ? `limit ${amount(limit, unit)}` : previous !== null ? `before ${amount(previous, unit)}` : '';
  return `${lowerFirst(title)} is ${amount(value ?? 0, unit)}${beside === '' ? '' : ` (${beside})`}`;
}

function amount(value: number, unit: string): string {
  if (unit === '') return `${number(value * 100)} %`;
  return unit === 's' && value >= 3600 ? `${number(value / 3600)} h` : `${number(value)} ${unit}`;
}

function number(value: number): string {
  return String(Number(value.toPrecision(3)));
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
