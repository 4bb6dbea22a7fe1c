import { describe, expect, it } from 'vitest';
import { judgeLimit, judgeMove, judgeTraffic, worstOf } from './index.js';

const share = (value: number, half: number) => ({ value, lower: value - half, upper: value + half, count: 100 });
const none = { value: null, lower: null, upper: null, count: 0 };
const drop = { effect: 0.05, worse: 'BAD', isWorse: 'LOWER' } as const;

describe('judgeLimit', () => {
  it('is sure only where the whole interval is past the limit', () => {
    const limit = { limit: 0.01, kind: 'MAXIMUM' } as const;
    expect(judgeLimit(share(0.03, 0.01), limit).verdict).toBe('BAD');
    expect(judgeLimit(share(0.03, 0.025), limit).verdict).toBe('WATCH');
    expect(judgeLimit(share(0.009, 0.005), limit).verdict).toBe('GOOD');
    expect(judgeLimit(none, limit).verdict).toBe('UNKNOWN');
    expect(judgeLimit(share(0.5, 0.1), { limit: 0.7, kind: 'MINIMUM' }).verdict).toBe('BAD');
    expect(judgeLimit(share(0.65, 0.1), { limit: 0.7, kind: 'MINIMUM' }).verdict).toBe('WATCH');
  });

  it('looks at a value without an interval as it is, and warns near a maximum', () => {
    const limit = { limit: 100, kind: 'MAXIMUM' } as const;
    const level = (value: number) => ({ value, lower: null, upper: null, count: 1 });
    expect([101, 81, 80].map((value) => judgeLimit(level(value), limit).verdict)).toEqual(['BAD', 'WATCH', 'GOOD']);
  });
});

describe('judgeMove', () => {
  it('needs both: intervals apart, and the least effect', () => {
    expect(judgeMove(share(0.7, 0.05), share(0.9, 0.05), drop).verdict).toBe('BAD');
    expect(judgeMove(share(0.86, 0.01), share(0.9, 0.01), drop).verdict).toBe('GOOD');
    expect(judgeMove(share(0.7, 0.15), share(0.9, 0.1), drop).verdict).toBe('GOOD');
    expect(judgeMove(share(0.99, 0.01), share(0.8, 0.05), drop).verdict).toBe('GOOD');
    expect(judgeMove(share(0.9, 0.01), none, drop).verdict).toBe('GOOD');
    expect(judgeMove(none, share(0.9, 0.01), drop).verdict).toBe('UNKNOWN');
  });
});

describe('judgeTraffic and worstOf', () => {
  it('tells silence from a project that nobody used yet', () => {
    expect(judgeTraffic(0, 0).verdict).toBe('UNKNOWN');
    expect(judgeTraffic(0, 5).verdict).toBe('BAD');
    expect(judgeTraffic(49, 100).verdict).toBe('WATCH');
    expect(judgeTraffic(49, 100, 0.4).verdict).toBe('GOOD');
    expect(judgeTraffic(1, 5).verdict).toBe('GOOD');
  });

  it('takes the worst of what is known', () => {
    expect(worstOf(['GOOD', 'UNKNOWN'])).toBe('GOOD');
    expect(worstOf(['GOOD', 'WATCH', 'BAD'])).toBe('BAD');
    expect(worstOf(['UNKNOWN'])).toBe('UNKNOWN');
  });
});
