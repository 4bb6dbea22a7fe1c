import { describe, expect, it } from 'vitest';
import { loggedError } from './logged-error.js';

const SECRET = 'Zebrafink';

describe('loggedError', () => {
  it('keeps kind, message, code, names and frames', () => {
    const error = Object.assign(new TypeError('it broke'), { code: '23514', constraint: 'label_note', table: 'label' });
    expect(loggedError(error)).toEqual({
      type: 'TypeError',
      message: 'it broke',
      code: '23514',
      constraint: 'label_note',
      table: 'label',
      stack: expect.stringMatching(/^ {4}at .*logged-error\.spec/),
    });
  });

  it.each([
    ['parameters and rows', Object.assign(new Error('x'), { parameters: [SECRET], detail: SECRET, query: SECRET })],
    ['values that PostgreSQL refused', Object.assign(new Error(`invalid input: "${SECRET}"`), { code: '22P02' })],
    ['text that could not be parsed', parseFailure()],
    ['causes', new Error('x', { cause: Object.assign(new Error('y'), { driverError: { detail: SECRET } }) })],
    ['things that are no errors', SECRET],
  ])('tells nothing of %s', (_name, error) => {
    expect(JSON.stringify(loggedError(error))).not.toContain(SECRET);
  });

  it('follows a circle of causes only so far', () => {
    const error = new Error(SECRET);
    error.cause = error;
    expect(JSON.stringify(loggedError(error)).match(new RegExp(SECRET, 'g'))).toHaveLength(4);
  });
});

function parseFailure(): unknown {
  try {
    return JSON.parse(`{${SECRET}}`);
  } catch (error) {
    return error;
  }
}
