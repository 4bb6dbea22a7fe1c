/** The characters that Unicode calls bidirectional controls: unseen, they turn the order of what is read around them. */
const CONTROLS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Every bidirectional control as its code, so that "\u202Egnp.exe" is never read as "exe.png". */
export function visibleText(text: string): string {
  return text.replace(
    CONTROLS,
    (sign) => `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`,
  );
}

/** The text in parts: what is to be read as it is, and single controls. */
export function textParts(text: string): { readonly text: string; readonly isSign: boolean }[] {
  const parts: { text: string; isSign: boolean }[] = [];
  let at = 0;
  for (const { index, 0: sign } of text.matchAll(CONTROLS)) {
    if (index > at) parts.push({ text: text.slice(at, index), isSign: false });
    parts.push({ text: sign, isSign: true });
    at = index + sign.length;
  }
  if (at < text.length) parts.push({ text: text.slice(at), isSign: false });
  return parts;
}
