import { constants, setPriority } from 'node:os';
import { evaluateRules } from '@handrail/shared/deciders';
import { worker } from 'workerpool';
import { compileExpression, wordsOf } from './jsonata-expression.js';
import { ProcessorLimit } from './processor-limit.js';
import type { Mapped, Mapping, ProgramMethods } from './program-messages.js';

/** Runs what users write as programs, in a process that can be killed: started by program-pool.ts only. */
const MOST_KEPT = 64;
/** Processor time; the expressions themselves give up earlier where they can. */
const MAPPING_MS = 1000;
const CASE_MS = 2000;
const TRIAL_MS = 20_000;
const limit = new ProcessorLimit();
const kept = new Map<string, (answer: unknown) => Promise<unknown>>();

const methods: ProgramMethods = {
  map: (mapping, answer) => limit.run(MAPPING_MS, () => mapped(mapping, answer)),
  rules: (config, inputs) =>
    limit.run(inputs.length === 1 ? CASE_MS : TRIAL_MS, () => inputs.map((input) => evaluateRules(config, input))),
};

async function mapped(mapping: Mapping, answer: string): Promise<Mapped> {
  const parsed: unknown = JSON.parse(answer);
  const found: Record<string, unknown> = {};
  for (const [part, expression] of Object.entries(mapping)) {
    try {
      found[part] = await compiled(expression)(parsed);
    } catch (error) {
      return { failed: part, reason: wordsOf(error) };
    }
  }
  return { found };
}

function compiled(expression: string): (answer: unknown) => Promise<unknown> {
  const one = kept.get(expression) ?? compileExpression(expression);
  kept.delete(expression);
  kept.set(expression, one);
  const [oldest] = kept.keys();
  if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
  return one;
}

// Callers of decisions come first.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
worker(methods);
