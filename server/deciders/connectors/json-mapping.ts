import { fillTemplate, fillText, type Evidence, type HttpConfig, type Said } from '@handrail/shared/deciders';
import { BadAnswer, isRecord, shown, type Protocol } from './http-protocol.js';
import type { Mapping } from '../programs/program-messages.js';
import type { ProgramRunner } from '../programs/program-pool.js';

type Config = Extract<HttpConfig, { protocol: 'json' }>;
const MAX_EVIDENCE = 100;

/** Any JSON over HTTP: the request from a template, the answer through JSONata. */
export function jsonMapping(config: Config, programs: ProgramRunner): Protocol {
  const mapping = Object.fromEntries(
    Object.entries(config.mapping).flatMap(([part, expression]) =>
      expression === undefined ? [] : [[part, expression]],
    ),
  );
  return {
    request: (input) => ({
      method: config.method,
      path: fillText(config.path, input, encodeURIComponent),
      ...(config.method === 'GET' ? {} : { body: fillTemplate(config.body, input) }),
    }),
    read: async (_answer, text): Promise<Said> => {
      const found = await evaluated(programs, mapping, text);
      const value = found['value'];
      if (value === undefined || value === null) throw new BadAnswer('it gave no answer (null)');
      const confidence = confidenceOf(found['confidence']);
      return {
        value,
        confidence,
        rawConfidence: confidence,
        scores: scoresOf(found['scores']),
        evidence: evidenceOf(found['evidence']),
      };
    },
    healthPath: config.healthPath,
  };
}

/** @throws BadAnswer naming the part whose expression failed, or that they were stopped. */
async function evaluated(
  programs: ProgramRunner,
  mapping: Mapping,
  text: string,
): Promise<Readonly<Record<string, unknown>>> {
  const mapped = await programs.map(mapping, text).catch((error: unknown) => {
    throw new BadAnswer(`the mapping was ${error instanceof Error ? error.message : 'stopped'}`, { cause: error });
  });
  if ('failed' in mapped) throw new BadAnswer(`the mapping of ${mapped.failed} failed: ${mapped.reason}`);
  return mapped.found;
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
