import { describe, expect, it } from 'vitest';
import type { Compared } from '@handrail/shared/monitoring';
import type { FieldDrift } from './judge-fields.js';
import { stateOfShortField } from './states-now.js';

function field(effect: number | null, adjustedP = 0): FieldDrift {
  const compared: Compared & { adjustedP: number } = {
    ...{ referenceCount: 5000, currentCount: 600, p: adjustedP, effect: effect ?? 0, adjustedP },
    ...{ ks: null, wasserstein: null, jensenShannon: 0.1, psi: 1, psiCritical: 0.1 },
    ...{ missingReference: 0, missingCurrent: 0, bins: [] },
  };
  return {
    ...{ metric: 'input.value', part: 'amount', title: 'amount', state: 'STABLE', reason: '' },
    ...{
      isOrdered: true,
      compared: effect === null ? null : compared,
      segments: [],
      since: null,
      sinceUntil: null,
      isSinceBefore: false,
    },
  };
}

describe('an hour', () => {
  it('drifts as far as it is from its reference and from this time of the week', () => {
    expect(stateOfShortField(field(3, 1e-9), [field(4), field(2, 1e-8), field(null)], 60)).toMatchObject({
      value: 0.2,
      adjustedP: 1e-8,
    });
  });

  it('does not drift where it is only as every week at this time', () => {
    expect(stateOfShortField(field(3), [field(3), field(3, 0.5)], 60).value).toBe(0);
  });

  it('is not known to drift where nobody knows this time of the week', () => {
    expect(stateOfShortField(field(3), [field(null)], 60)).toMatchObject({ value: null, adjustedP: null });
    expect(stateOfShortField(field(3), [], 60).value).toBeNull();
    expect(stateOfShortField(field(3, 0.5), [], 60).value).toBe(0);
  });
});
