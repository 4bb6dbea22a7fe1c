import { BadAnswer, isRecord } from './http-protocol.js';

/** A token of a chat answer, with what else could have stood in its place. Log probabilities are natural, ≤ 0. */
export type Token = {
  readonly token: string;
  readonly logprob: number;
  readonly alternatives: readonly { readonly token: string; readonly logprob: number }[];
};

/** The tokens of `choices[0].logprobs.content`. @throws BadAnswer where there are none. */
export function tokensOf(logprobs: unknown): Token[] {
  const content = isRecord(logprobs) ? logprobs['content'] : undefined;
  if (!Array.isArray(content) || content.length === 0)
    throw new BadAnswer('it gave no token probabilities, so there is no confidence');
  return content.map((item: unknown) => {
    if (!isRecord(item)) throw new BadAnswer('the token probabilities cannot be read');
    const { top_logprobs: top } = item;
    const alternatives = Array.isArray(top) ? top.filter(isRecord).flatMap(tokenOf) : [];
    const [token] = tokenOf(item);
    if (!token) throw new BadAnswer('the token probabilities cannot be read');
    return { ...token, alternatives };
  });
}

function tokenOf({ token, logprob }: Record<string, unknown>): { token: string; logprob: number }[] {
  // Some servers say -9999 for "never", some go a rounding error above 0.
  return typeof token === 'string' && typeof logprob === 'number' && Number.isFinite(logprob)
    ? [{ token, logprob: Math.min(0, logprob) }]
    : [];
}

/** Where in the tokens' text a value stands: half-open, in UTF-16 units. */
export type Place = { readonly start: number; readonly end: number };

/** Probability of the text at `place`: the exponential of the sum of its tokens' log probabilities, in [0, 1]. */
export function probabilityAt(tokens: readonly Token[], place: Place): number {
  return Math.exp(overlapping(tokens, place).reduce((sum, { token }) => sum + token.logprob, 0));
}

/**
 * Probability of each label, renormalised over the allowed ones: the chosen label's tokens, and at each of them the
 * alternatives that would have begun another label (or the same one, cut otherwise into tokens). A label of which no
 * alternative was reported has 0. What several labels begin with alike is shared out evenly between them.
 */
export function labelProbabilities(
  tokens: readonly Token[],
  { place, chosen, labels }: { place: Place; chosen: string; labels: readonly string[] },
): Record<string, number> {
  const mass = new Map(labels.map((label) => [label, 0]));
  const add = (label: string, probability: number): void => void mass.set(label, (mass.get(label) ?? 0) + probability);
  let before = 1;
  for (const { token, start } of overlapping(tokens, place)) {
    const lead = token.token.slice(0, Math.max(0, place.start - start));
    const written = chosen.slice(0, Math.max(0, start - place.start));
    for (const { token: other, logprob } of token.alternatives) {
      if (other === token.token || !other.startsWith(lead)) continue;
      const meant = labels.filter((label) => begins(label, written + other.slice(lead.length)));
      for (const label of meant) add(label, (before * Math.exp(logprob)) / meant.length);
    }
    before *= Math.exp(token.logprob);
  }
  add(chosen, before);
  const total = [...mass.values()].reduce((sum, one) => sum + one, 0);
  return Object.fromEntries(labels.map((label) => [label, total > 0 ? (mass.get(label) ?? 0) / total : 0]));
}

/** Whether a value that starts like this can become the label: a part of it, or all of it and the closing quote. */
function begins(label: string, text: string): boolean {
  const quote = text.indexOf('"');
  return quote >= 0 ? text.slice(0, quote) === label : text !== '' && label.startsWith(text);
}

function overlapping(tokens: readonly Token[], place: Place): { token: Token; start: number }[] {
  let at = 0;
  return tokens.flatMap((token) => {
    const start = at;
    at += token.token.length;
    return start < place.end && at > place.start ? [{ token, start }] : [];
  });
}
