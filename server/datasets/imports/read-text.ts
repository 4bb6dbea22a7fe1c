import { BrokenFile } from './source-file.js';

/** No row of a file is longer, in UTF-16 units. */
export const LONGEST_ROW = 8 * 1024 * 1024;

/** The file's text, piece by piece, without a byte order mark. @throws BrokenFile where it is not UTF-8. */
export async function* readText(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let at = 0;
  const decoded = (part?: Uint8Array): string => {
    try {
      return decoder.decode(part, { stream: part !== undefined });
    } catch {
      throw new BrokenFile(`It is not valid UTF-8 (at about byte ${at}). Save it as UTF-8 and send it again.`);
    }
  };
  for await (const part of bytes) {
    const text = decoded(part);
    at += part.length;
    if (text !== '') yield text;
  }
  const rest = decoded();
  if (rest !== '') yield rest;
}

/** The lines of a text, numbered from 1, without their ends. @throws BrokenFile for one that is too long. */
export async function* readLines(text: AsyncIterable<string>): AsyncGenerator<{ line: number; text: string }> {
  let [rest, line] = ['', 0];
  for await (const part of text) {
    const lines = (rest + part).split('\n');
    rest = lines.pop() ?? '';
    for (const one of lines) yield { line: (line += 1), text: one.endsWith('\r') ? one.slice(0, -1) : one };
    if (rest.length > LONGEST_ROW) throw new BrokenFile(`Line ${line + 1} is longer than a row can be.`);
  }
  if (rest !== '') yield { line: line + 1, text: rest };
}
