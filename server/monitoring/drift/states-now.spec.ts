import { describe, expect, it } from 'vitest';
import type { Compared } from '@handrail/shared/monitoring';
import type { FieldDrift } from './judge-fields.js';
import { LENGTH_MS } from '@handrail/shared/monitoring';
import { heldSince, stateOfShortField, weeksToUsual, type StateNow } from './states-now.js';

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

describe('a drift that lasts', () => {
  const now = new Date('2026-12-24T12:34:00Z');
  const ago = (ms: number): Date => new Date(now.getTime() - ms);
  const state = (value: number | null, since: Date | null): StateNow => ({
    ...{ metric: 'drift.input', part: 'amount', windowMinutes: 60, unit: '', adjustedP: 0 },
    ...{ lower: null, upper: null, count: 600, value, since },
  });

  it.each([
    ['not known since when', null, 1],
    ['an hour', LENGTH_MS.HOUR, 1],
    ['six days', 6 * LENGTH_MS.DAY, 1],
    ['seven days', 7 * LENGTH_MS.DAY, 2],
    ['three weeks', 21 * LENGTH_MS.DAY, 4],
    ['a year', 365 * LENGTH_MS.DAY, 8],
  ])('of %s is held against a week before it began', (_name, lasted, weeks) => {
    const since = lasted === null ? null : ago(lasted);
    expect(weeksToUsual(now, since)).toBe(weeks);
    if (since === null || weeks === 8) return;
    // What is read then, an hour further than the same time, ends before it began.
    expect(now.getTime() - weeks * 7 * LENGTH_MS.DAY + LENGTH_MS.HOUR).toBeLessThanOrEqual(since.getTime());
  });

  it('began when it was first seen, until it comes back to its reference', () => {
    const first = state(0.4, ago(9 * LENGTH_MS.DAY));
    expect(heldSince(state(0.4, ago(LENGTH_MS.DAY)), [first]).since).toEqual(first.since);
    expect(heldSince(state(null, null), [first]).since).toEqual(first.since);
    expect(heldSince(state(0, null), [first]).since).toBeNull();
    const back = state(0, null);
    expect(heldSince(state(0.4, ago(LENGTH_MS.DAY)), [back]).since).toEqual(ago(LENGTH_MS.DAY));
    expect(heldSince(state(0.4, null), [{ ...first, part: 'other' }]).since).toBeNull();
  });
});
