import { fillText, type HttpConfig, type ProjectSchemas } from '@handrail/shared/deciders';
import { BadAnswer, isRecord, shown, type Protocol } from './http-protocol.js';
import { fromScores } from './read-output.js';

/** Text classification as Hugging Face's inference servers speak it: `[[{label, score}]]`, or without the outer list. */
export function hfTextClassification(
  config: Extract<HttpConfig, { protocol: 'hf_text_classification' }>,
  { outputSchema }: ProjectSchemas,
): Protocol {
  return {
    request: (input) => ({ method: 'POST', path: config.path, body: { inputs: fillText(config.text, input) } }),
    read: (answer) => {
      const scores = Object.fromEntries(
        listIn(answer).map(({ label, score }) => [
          Object.hasOwn(config.labels, label) ? (config.labels[label] ?? label) : label,
          score,
        ]),
      );
      return fromScores(scores, outputSchema);
    },
  };
}

function listIn(answer: unknown): { label: string; score: number }[] {
  const list: unknown = Array.isArray(answer) && Array.isArray(answer[0]) ? answer[0] : answer;
  if (!Array.isArray(list)) throw new BadAnswer(`the answer is ${shown(answer)}, not a list of labels and scores`);
  const items = list.flatMap((item: unknown) => {
    if (!isRecord(item)) return [];
    const { label, score } = item;
    const fits = typeof label === 'string' && typeof score === 'number' && score >= 0 && score <= 1;
    return fits ? [{ label, score }] : [];
  });
  if (items.length === 0 || items.length !== list.length) throw new BadAnswer('a label has no score in [0, 1]');
  return items;
}
