/** The characters that Unicode calls bidirectional controls: unseen, they turn the order of what is read around them. */
const CONTROLS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
/** The blocks whose letters are read from right to left. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
const FIRST_STRONG_ISOLATE = '\u2068';
const POP_ISOLATE = '\u2069';

/** The name of a control character as Unicode writes it. */
export function codeOf(sign: string): string {
  return `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/**
 * Bidirectional controls as their codes in brackets, so that "\u202Egnp.exe" is never read as "exe.png". The pairs that
 * `isolated` sets stay: they hold their inside apart, and turn nothing.
 */
export function visibleText(text: string): string {
  if (text.search(CONTROLS) < 0) return text;
  const paired = pairsOf(text);
  return text.replace(CONTROLS, (sign, at: number) => (paired.has(at) ? sign : `[${codeOf(sign)}]`));
}

/**
 * Text that somebody outside wrote, as a part of a sentence, a title, an accessible name or an option: its hidden signs in
 * sight, and what is read from right to left held apart, so that it turns nothing around it. As a node of its own it is
 * drawn by UserText.
 */
export function isolated(text: string): string {
  const seen = visibleText(text);
  return RIGHT_TO_LEFT.test(seen) ? `${FIRST_STRONG_ISOLATE}${seen}${POP_ISOLATE}` : seen;
}

/** The places of the isolates that are opened and closed again within the text. */
function pairsOf(text: string): ReadonlySet<number> {
  const paired = new Set<number>();
  const open: number[] = [];
  for (const { index, 0: sign } of text.matchAll(CONTROLS)) {
    if (sign === FIRST_STRONG_ISOLATE) open.push(index);
    const start = sign === POP_ISOLATE ? open.pop() : undefined;
    if (start !== undefined) paired.add(start).add(index);
  }
  return paired;
}

/** The text in parts: what is to be read as it is, with the pairs that `isolated` sets, and single controls. */
export function textParts(text: string): { readonly text: string; readonly isSign: boolean }[] {
  const parts: { text: string; isSign: boolean }[] = [];
  const paired = pairsOf(text);
  let at = 0;
  for (const { index, 0: sign } of text.matchAll(CONTROLS)) {
    if (paired.has(index)) continue;
    if (index > at) parts.push({ text: text.slice(at, index), isSign: false });
    parts.push({ text: sign, isSign: true });
    at = index + sign.length;
  }
  if (at < text.length) parts.push({ text: text.slice(at), isSign: false });
  return parts;
}
