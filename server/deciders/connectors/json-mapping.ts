import { fillTemplate, fillText, type Evidence, type HttpConfig, type Said } from '@handrail/shared/deciders';
import { BadAnswer, isRecord, shown, type Protocol } from './http-protocol.js';
import { compileExpression, wordsOf } from './jsonata-expression.js';

type Config = Extract<HttpConfig, { protocol: 'json' }>;
const MAX_EVIDENCE = 100;

/** Any JSON over HTTP: the request from a template, the answer through JSONata. */
export function jsonMapping(config: Config): Protocol {
  const { mapping } = config;
  const parts = {
    value: compileExpression(mapping.value),
    confidence: mapping.confidence === undefined ? undefined : compileExpression(mapping.confidence),
    scores: mapping.scores === undefined ? undefined : compileExpression(mapping.scores),
    evidence: mapping.evidence === undefined ? undefined : compileExpression(mapping.evidence),
  };
  return {
    request: (input) => ({
      method: config.method,
      path: fillText(config.path, input, encodeURIComponent),
      ...(config.method === 'GET' ? {} : { body: fillTemplate(config.body, input) }),
    }),
    read: async (answer): Promise<Said> => {
      const found = async (part: keyof typeof parts): Promise<unknown> => {
        try {
          return await parts[part]?.(answer);
        } catch (error) {
          throw new BadAnswer(`the mapping of ${part} failed: ${wordsOf(error)}`);
        }
      };
      const value = await found('value');
      if (value === undefined || value === null) throw new BadAnswer('it gave no answer (null)');
      const confidence = confidenceOf(await found('confidence'));
      return {
        value,
        confidence,
        rawConfidence: confidence,
        scores: scoresOf(await found('scores')),
        evidence: evidenceOf(await found('evidence')),
      };
    },
    healthPath: config.healthPath,
  };
}

function confidenceOf(given: unknown): number | null {
  if (given === undefined || given === null) return null;
  if (typeof given !== 'number' || !Number.isFinite(given))
    throw new BadAnswer(`the confidence is ${shown(given)}, not a number`);
  return given;
}

/** An object label → score, or a list of `{ label, score }`. */
function scoresOf(given: unknown): Record<string, number> | undefined {
  if (given === undefined || given === null) return undefined;
  const entries: [unknown, unknown][] = Array.isArray(given)
    ? given.map((item: unknown) => (isRecord(item) ? [item['label'], item['score']] : [undefined, undefined]))
    : isRecord(given)
      ? Object.entries(given)
      : [[undefined, undefined]];
  return Object.fromEntries(
    entries.map(([label, score]): [string, number] => {
      if (typeof label !== 'string' || typeof score !== 'number' || !Number.isFinite(score))
        throw new BadAnswer('the scores are not numbers by label');
      return [label, score];
    }),
  );
}

/** What is no evidence is left out: it explains an answer, it does not make it. */
function evidenceOf(given: unknown): Evidence[] | undefined {
  if (given === undefined || given === null) return undefined;
  const list: readonly unknown[] = Array.isArray(given) ? given : [given];
  return list.slice(0, MAX_EVIDENCE).flatMap((item) => {
    if (!isRecord(item)) return [];
    const { field, start = 0, end = 0, weight = 1 } = item;
    const isEvidence = typeof field === 'string' && field.length <= 64 && isPlace(start) && isPlace(end);
    return isEvidence && typeof weight === 'number' && Number.isFinite(weight) ? [{ field, start, end, weight }] : [];
  });
}

function isPlace(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}
