import { DRIFT_EFFECT, DRIFT_RATE, effectOf, type Compared } from '@handrail/shared/monitoring';
import { digitsApart, setNumber, shareText } from '@handrail/shared/words';

const PRECISION = 3;

type Judged = Pick<
  Compared,
  'missingCurrent' | 'missingReference' | 'effect' | 'wasserstein' | 'jensenShannon' | 'psi' | 'psiCritical'
> & { readonly adjustedP: number };

/** Why a field that was compared is said to drift, or not to. */
export function fieldReason(compared: Judged, state: 'DRIFTS' | 'STABLE'): string {
  const { missingCurrent, missingReference, adjustedP } = compared;
  const { value, unit } = effectOf(compared);
  const much = setNumber(Number(value.toPrecision(digitsApart(value, DRIFT_EFFECT, PRECISION))));
  const moved =
    unit === 'standard deviations'
      ? `values moved by ${much} standard deviations`
      : `shares moved by a Jensen–Shannon distance of ${much}`;
  const missing =
    Math.abs(missingCurrent - missingReference) >= 0.01
      ? `; ${shareText(missingCurrent)} are missing, ${shareText(missingReference)} were`
      : '';
  const p = Number(adjustedP.toPrecision(digitsApart(adjustedP, DRIFT_RATE, 2)));
  const chance = adjustedP < 0.001 ? 'p below 0.001' : `p = ${p}`;
  if (state === 'DRIFTS') return `${moved}${missing}; chance does that with ${chance}.`;
  return compared.effect >= 1 ? `${moved}${missing}, which chance can do.` : `${moved}${missing}, less than matters.`;
}
