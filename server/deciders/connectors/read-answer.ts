import type { DeciderKind, Said } from '@handrail/shared/deciders';
import { validateOutput, type OutputSchema } from '@handrail/shared/schema';
import type { RawAnswer } from './failed-request.js';
import { BadAnswer, shown, type Protocol } from './http-protocol.js';

const MAX_DEPTH = 64;

/** Everything between what came over the wire and a usable prediction. @throws BadAnswer for whatever is none. */
export async function readAnswer(
  raw: RawAnswer,
  protocol: Protocol,
  { outputSchema, kind }: { readonly outputSchema: OutputSchema; readonly kind: DeciderKind },
): Promise<Said> {
  return checkedSaid(exactSaid(await protocol.read(parseAnswer(raw), raw.text), raw), { outputSchema, kind });
}

function parseAnswer({ text, contentType }: RawAnswer): unknown {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new BadAnswer(
      `the answer is not JSON (${contentType.split(';')[0]?.slice(0, 60)}, ${text.length} characters)`,
    );
  }
  if (isDeep(parsed)) throw new BadAnswer(`the answer is nested deeper than ${MAX_DEPTH} levels`);
  if (parsed === null) throw new BadAnswer('it gave no answer (null)');
  return parsed;
}

/** A whole number with more digits than a number keeps would be stored as its neighbour. */
function exactSaid(said: Said, { text }: RawAnswer): Said {
  if (typeof said.value !== 'number' || Number.isSafeInteger(said.value) || !Number.isInteger(said.value)) return said;
  for (const [written] of text.matchAll(/-?\d{16,}(?![\d.eE])/g))
    if (Number(written) === said.value && BigInt(written) !== BigInt(said.value))
      throw new BadAnswer(`the answer ${written.slice(0, 40)} has more digits than a number keeps`);
  return said;
}

/** Walks without recursion: a deep answer must not exhaust the stack of whoever reads it. */
function isDeep(root: unknown): boolean {
  const open: { value: unknown; depth: number }[] = [{ value: root, depth: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, depth } = next;
    if (typeof value !== 'object' || value === null) continue;
    if (depth >= MAX_DEPTH) return true;
    for (const child of Object.values(value)) open.push({ value: child, depth: depth + 1 });
  }
  return false;
}

/** An answer that the project has, and a confidence where one is needed; a previous system has none. */
function checkedSaid(said: Said, { outputSchema, kind }: { outputSchema: OutputSchema; kind: DeciderKind }): Said {
  const value = validateOutput(outputSchema, said.value);
  if (!value.ok) throw new BadAnswer(`the answer ${value.errors[0]?.detail ?? `is ${shown(said.value)}`}`);
  if (kind === 'system') return { ...said, value: value.value, confidence: null, rawConfidence: null };
  const { confidence } = said;
  if (typeof confidence !== 'number') throw new BadAnswer('it gave no confidence');
  if (!(confidence >= 0 && confidence <= 1)) throw new BadAnswer(`the confidence is ${confidence}, not in [0, 1]`);
  return { ...said, value: value.value };
}
