/** The reviewer's keys as data: handlers, the hints on the buttons and the help all read this. */
export const REVIEW_KEYS = [
  { keys: '1 – 9, 0', does: 'Choose the answer on that button' },
  { keys: 'Enter', does: 'Submit what is chosen, or enter the text field' },
  { keys: 'Ctrl/⌘ Enter', does: 'Submit, also from inside a text field' },
  { keys: 'a', does: 'Accept the machine’s suggestion' },
  { keys: 's', does: 'Skip: somebody else will see it' },
  { keys: 'u, Ctrl/⌘ Z', does: 'Undo: back to your last answer or skip' },
  { keys: 'm', does: 'Write a note' },
  { keys: 'h', does: 'Guidelines' },
  { keys: 'Esc', does: 'Leave the text field' },
  { keys: '?', does: 'These keys' },
] as const;

/** Which of the labels a digit means: 1 is the first, 0 the tenth; undefined for other keys. */
export function labelIndexOf(key: string): number | undefined {
  if (!/^\d$/.test(key)) return undefined;
  return key === '0' ? 9 : Number(key) - 1;
}

export function hintOf(index: number): string | undefined {
  return index < 9 ? String(index + 1) : index === 9 ? '0' : undefined;
}
