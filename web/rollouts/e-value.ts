import { digitsApart, setNumber } from '@handrail/shared/words';

const LARGEST_LOG_E = Math.log(1_000_000);

/** An e-value as it is read. `alarmLogE`: where it is not there yet, or past it, the number is not rounded to it. */
export function eValue(logE: number, alarmLogE: number | null = null): string {
  if (logE > LARGEST_LOG_E) return '> 1,000,000';
  const value = Math.exp(logE);
  const whole = Math.floor(Math.log10(Math.max(1, value))) + 1;
  const digits = Math.max(2, whole, digitsApart(value, alarmLogE === null ? null : Math.exp(alarmLogE), 2));
  return setNumber(Number(value.toPrecision(digits)));
}
