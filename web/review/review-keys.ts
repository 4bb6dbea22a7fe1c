/** The reviewer's keys as data: handlers, the hints on the buttons and the help all read this. */
export const REVIEW_KEYS = [
  { keys: ['1 – 9', '0'], does: 'Choose the answer on that button; with ⇧ the 11th to the 20th' },
  { keys: ['/'], does: 'Find an answer by its name, where there are many' },
  { keys: ['Enter'], does: 'Submit what is chosen, or go into the field' },
  { keys: ['Ctrl/⌘ Enter'], does: 'Submit, also from inside a text field' },
  { keys: ['a'], does: 'Accept the machine’s suggestion' },
  { keys: ['s'], does: 'Skip: somebody else will see it' },
  { keys: ['u', 'Ctrl/⌘ Z'], does: 'Undo: back to your last answer or skip' },
  { keys: ['m'], does: 'Write a note' },
  { keys: ['h'], does: 'Guidelines and your last answers' },
  { keys: ['p'], does: 'Play or pause the sound' },
  { keys: ['+', '-'], does: 'Make the picture larger or smaller' },
  { keys: ['Esc'], does: 'Leave the field' },
  { keys: ['?', 'F1'], does: 'These keys' },
] as const;

/** As many labels as have a key of their own. */
export const MOST_KEYS = 20;
type DigitPress = { readonly key: string; readonly code: string; readonly shiftKey: boolean };

/**
 * Which of the labels a key means: 1 is the first, 0 the tenth, with Shift the eleventh to the twentieth; undefined for
 * other keys. Goes by what the key types, then by where it stands, so that layouts whose digits need Shift (AZERTY) and
 * keypads work: there a digit that was typed with Shift is the digit.
 */
export function labelIndexOf({ key, code, shiftKey }: DigitPress): number | undefined {
  if (/^\d$/.test(key)) return placeOf(key);
  const digit = /^Digit(\d)$/.exec(code)?.[1];
  if (digit === undefined || key.length !== 1) return undefined;
  return placeOf(digit) + (shiftKey ? 10 : 0);
}

/** What to print on the button of a label. */
export function hintOf(index: number): string | undefined {
  if (index >= MOST_KEYS) return undefined;
  return `${index >= 10 ? '⇧' : ''}${(index + 1) % 10}`;
}

function placeOf(digit: string): number {
  return digit === '0' ? 9 : Number(digit) - 1;
}
