import { describe, expect, it } from 'vitest';
import { hintOf, labelIndexOf } from './review-keys.js';

const press = (key: string, code: string, shiftKey = false) => labelIndexOf({ key, code, shiftKey });

describe('labelIndexOf', () => {
  it('takes digits wherever they are typed', () => {
    expect([press('1', 'Digit1'), press('9', 'Numpad9'), press('0', 'Digit0')]).toEqual([0, 8, 9]);
  });

  it('takes Shift with a digit’s key as the second ten', () => {
    expect([press('!', 'Digit1', true), press(')', 'Digit0', true)]).toEqual([10, 19]);
  });

  it('takes the row of digits as digits on a layout that types them with Shift', () => {
    expect([press('&', 'Digit1'), press('1', 'Digit1', true), press('à', 'Digit0')]).toEqual([0, 0, 9]);
  });

  it('leaves other keys alone', () => {
    expect([press('a', 'KeyQ'), press('Enter', 'Enter'), press('F1', 'F1')]).toEqual([undefined, undefined, undefined]);
  });
});

it('hintOf prints what labelIndexOf understands', () => {
  expect([0, 8, 9, 10, 19, 20].map(hintOf)).toEqual(['1', '9', '0', '⇧1', '⇧0', undefined]);
});
