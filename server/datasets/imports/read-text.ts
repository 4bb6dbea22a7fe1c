import type { Encoding } from '@handrail/shared/imports';

const REPLACED = '\ufffd';
/** No character (Unicode, 23.7), so that no text means it: a cell with it is refused. */
export const DAMAGED = '\ufdd0';

/** The file's text, piece by piece, without a byte order mark. Bytes that are no UTF-8 become `DAMAGED`. */
export async function* readText(
  bytes: AsyncIterable<Uint8Array>,
  encoding: Encoding = 'utf-8',
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  let tail: Uint8Array = new Uint8Array();
  for await (const part of bytes) {
    const text = decoder.decode(part, { stream: true });
    if (text !== '') yield encoding === 'utf-8' ? marked(text, Buffer.concat([tail, part])) : text;
    tail = part.subarray(-2);
  }
  const rest = decoder.decode();
  if (rest !== '') yield encoding === 'utf-8' ? rest.replaceAll(REPLACED, DAMAGED) : rest;
}

/** Some write the replacement character themselves: it is damage only where there are more than stand in the bytes. */
function marked(text: string, bytes: Buffer): string {
  const shown = text.split(REPLACED).length - 1;
  if (shown === 0) return text;
  let written = 0;
  for (let at = bytes.indexOf(REPLACED); at >= 0; at = bytes.indexOf(REPLACED, at + 3)) written += 1;
  return shown > written ? text.replaceAll(REPLACED, DAMAGED) : text;
}
