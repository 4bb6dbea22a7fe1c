import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findChangedNumber } from './changed-number.js';

describe('a number that would be another one once it is read', () => {
  it('is found with where it stands', () => {
    expect(findChangedNumber('{"a":[1,{"b/c~":9007199254740993}]}')).toMatchObject({
      pointer: '/a/1/b~1c~0',
      written: '9007199254740993',
    });
    expect(findChangedNumber('[-9007199254740993]')?.pointer).toBe('/0');
    expect(findChangedNumber('12345678901234567890123')?.pointer).toBe('');
    expect(findChangedNumber('{"x":"9007199254740993 \\"","y":9007199254740993.00}')?.pointer).toBe('/y');
    expect(findChangedNumber('{"x":1e-400}')?.detail).toContain('too small');
  });

  it('is not seen where none is', () => {
    for (const text of [
      '{"a":9007199254740992,"b":9007199254740991}',
      '{"9007199254740993":"9007199254740993"}',
      '[0.1000000000000000055511151231257827,1e308,1e-300,0e-999,-0,0.0]',
      '["\\\\",1]',
      '18014398509481984',
    ])
      expect(findChangedNumber(text), text).toBeUndefined();
  });

  it('is none where every whole number is written as JavaScript reads it', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 80n), max: 2n ** 80n }), (whole) => {
        const isKept = BigInt(Number(whole)) === whole;
        expect(findChangedNumber(`{"a":[${whole}]}`) === undefined).toBe(isKept);
      }),
    );
  });
});
