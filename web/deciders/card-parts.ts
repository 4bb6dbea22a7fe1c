/** What a model card says in words, by the name under which it is kept. */
export const CARD_PARTS = [
  { name: 'trainedOn', title: 'Trained on', placeholder: 'Which data, from when to when, how many' },
  { name: 'measured', title: 'Measured', placeholder: 'On which cases it was measured, how, and how it did' },
  { name: 'meantFor', title: 'Meant for', placeholder: 'Which cases it should decide, and which not' },
  { name: 'limits', title: 'Known limits', placeholder: 'Where it is known to fail' },
] as const;

type Card = Readonly<Record<string, unknown>>;
const NAMES = new Set<string>(CARD_PARTS.map(({ name }) => name));

/** A card in two: its parts in words with their titles, and everything else. */
export function partsOf(card: unknown): {
  readonly words: readonly [title: string, text: string][];
  readonly rest: Card;
} {
  const given = (typeof card === 'object' && card !== null ? card : {}) as Card;
  const words = CARD_PARTS.flatMap(({ name, title }): [string, string][] => {
    const text = given[name];
    return typeof text === 'string' && text !== '' ? [[title, text]] : [];
  });
  const rest = Object.entries(given).filter(([name, value]) => !(NAMES.has(name) && typeof value === 'string'));
  return { words, rest: Object.fromEntries(rest) };
}
