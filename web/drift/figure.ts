import { digitsApart } from '@handrail/shared/words';

/** Three digits, or as many as tell it from what it is held against (`other`). */
export function figure(value: number, other: number | null = null): string {
  if (value !== 0 && Math.abs(value) < 0.001 && (other === null || other >= 0.001)) return '< 0.001';
  return String(Number(value.toPrecision(digitsApart(value, other, 3))));
}
