import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonProblem, readTypedJson } from './typed-json.js';

describe('JSON that is typed', () => {
  it.each(['{"a": 1.50, "b": [1e3, -0.25], "c": "9007199254740993"}', '12345678901234567000', '1e-7', '0', 'null'])(
    '%s is taken',
    (text) => expect(readTypedJson(text)).toEqual(JSON.parse(text)),
  );

  it.each(['9007199254740993', '0.12345678901234567890', '1e999'])('%s is refused by its digits', (number) =>
    expect(jsonProblem(`{"id": [${number}]}`)).toBe(
      `${number} has more digits than can be kept exactly; write it as text, between "`,
    ),
  );

  it('what is no JSON yet is said so', () =>
    expect([jsonProblem('{'), jsonProblem('{}')]).toEqual(['is not JSON yet', null]));

  it('every number that is kept is taken', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(jsonProblem(JSON.stringify({ value }))).toBeNull();
      }),
    );
  });
});
