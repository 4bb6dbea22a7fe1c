import { endOfString } from '@handrail/shared/imports';

/** Only these can be another number once they are read: many digits, or a far exponent. */
const SUSPECT = /\d{16}|[eE]-\d{3}/;
const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

export type ChangedNumber = {
  /** RFC 6901. */
  readonly pointer: string;
  readonly written: string;
  readonly detail: string;
};
type Open = { key: string | number; isKeyNext: boolean };

/**
 * Finds a number of the text that JavaScript would silently read as another one: a whole number with more digits than it
 * keeps (9007199254740993 becomes …992, so that two ids are one), or one so small that it becomes 0. Digits of fractions
 * beyond what a number holds are no other number to anybody, and stay.
 *
 * `text`: valid JSON. One pass without recursion.
 */
export function findChangedNumber(text: string): ChangedNumber | undefined {
  if (!SUSPECT.test(text)) return undefined;
  const open: Open[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === '"') at = passString(text, at, open.at(-1));
    else if (MARKS.has(char)) passMark(char, open);
    else if (STARTS_NUMBER.test(char)) {
      NUMBER.lastIndex = at;
      const written = NUMBER.exec(text)?.[0] ?? char;
      const detail = changeOf(written);
      if (detail !== undefined) return { pointer: pointerOf(open), written, detail };
      at += written.length - 1;
    }
  }
  return undefined;
}

const MARKS = new Set('{}[],');
const STARTS_NUMBER = /[-\d]/;

/** Past a text, which may be the key of what follows; gives where it ends. */
function passString(text: string, start: number, inside: Open | undefined): number {
  const end = endOfString(text, start);
  if (inside?.isKeyNext === true) inside.key = String(JSON.parse(text.slice(start, end + 1)));
  if (inside) inside.isKeyNext = false;
  return end;
}

function passMark(mark: string, open: Open[]): void {
  const inside = open.at(-1);
  if (mark === '{' || mark === '[') open.push({ key: mark === '{' ? '' : 0, isKeyNext: mark === '{' });
  else if (mark !== ',') open.pop();
  else if (typeof inside?.key === 'number') inside.key += 1;
  else if (inside) inside.isKeyNext = true;
}

/** What is wrong with a number as it is written; undefined: it is read as it stands. */
export function changeOf(written: string): string | undefined {
  const value = Number(written);
  const [whole = '', fraction = ''] = written.split('.');
  const isWhole = !/[eE]/.test(written) && /^0*$/.test(fraction);
  const shown = written.length > 40 ? `${written.slice(0, 40)}…` : written;
  if (isWhole && Number.isFinite(value) && !Number.isSafeInteger(value) && BigInt(whole) !== BigInt(value))
    return `is ${shown}, which has more digits than a number keeps exactly; send it as a text`;
  if (value === 0 && /[1-9]/.test(written.split(/[eE]/)[0] ?? ''))
    return `is ${shown}, which is too small to be kept as a number`;
  return undefined;
}

function pointerOf(open: readonly Open[]): string {
  return open.map(({ key }) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
