import { setPriority } from 'node:os';
import { createInterface } from 'node:readline';
import { FEWEST_LABELS, type TrainingProgress } from '@handrail/shared/deciders';
import { checkLabels } from './check-labels.js';
import { checkNumbers } from './check-numbers.js';
import { Examples, type Example } from './examples.js';
import { bitsOf, fitBest, learnersFor } from './fit-best.js';
import { fitNumber } from './fit-number.js';
import { fitSeveral } from './fit-several.js';
import type { FitMessage, FitOrder, FitResult } from './fit-messages.js';
import { encodeModel } from './model-file.js';

/**
 * The trainer's own process: reads its order and then the examples from its standard input, one JSON a line, and says
 * how far it is, and what came out, over the channel that `run-fit.ts` opened.
 */
const TELL_EVERY = 500;
const BELOW_THE_SERVER = 10;

class Refused extends Error {}

async function main(): Promise<void> {
  setPriority(BELOW_THE_SERVER);
  // Whoever started this is gone: nobody waits for the model.
  process.once('disconnect', giveUp);
  try {
    const { order, examples } = await read();
    refuseTooLittle(order, examples);
    examples.normalise();
    const report = async (progress: TrainingProgress): Promise<void> => {
      guardMemory(order);
      await tell({ kind: 'progress', progress });
    };
    if (order.task !== 'check') await fit(order, examples, report);
    else if (order.number) await tell({ kind: 'checked-numbers', check: await checkNumbers(examples, order, report) });
    else await tell({ kind: 'checked', check: await checkLabels(examples, order, report) });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    await tell({ kind: 'refused', reason: error.message });
  }
  process.off('disconnect', giveUp);
  process.disconnect();
}

async function fit(
  order: FitOrder,
  examples: Examples,
  report: (progress: TrainingProgress) => Promise<void>,
): Promise<void> {
  const { model, ...rest } = await fitterOf(order)(examples, order, report);
  const result: FitResult = {
    ...rest,
    learner: model.recipe.learner,
    temperature: model.temperature,
    ...describe(order, examples),
  };
  await tell({ kind: 'fitted', artifact: encodeModel(model), result });
}

function fitterOf({ several, number }: FitOrder): typeof fitBest {
  if (number) return fitNumber;
  return several ? fitSeveral : fitBest;
}

function giveUp(): void {
  process.exit(1);
}

async function read(): Promise<{ order: FitOrder; examples: Examples }> {
  let order: FitOrder | undefined;
  let examples: Examples | undefined;
  for await (const line of createInterface({ input: process.stdin })) {
    // Both are written by run-fit.ts, of the same build.
    if (!order || !examples) {
      order = JSON.parse(line) as FitOrder;
      examples = new Examples(order.inputSchema, order.labels, bitsOf(order));
      continue;
    }
    examples.add(JSON.parse(line) as Example);
    if (examples.length % TELL_EVERY !== 0) continue;
    guardMemory(order);
    const progress: TrainingProgress = { phase: 'reading', done: examples.length, total: null, detail: 'labels read' };
    await tell({ kind: 'progress', progress });
  }
  if (!order || !examples) throw new Error('There was no order.');
  return { order, examples };
}

function refuseTooLittle({ inputSchema, labels, task, number }: FitOrder, examples: Examples): void {
  if (learnersFor(inputSchema).length === 0)
    throw new Refused(
      'The project’s cases have no field that the trainer can learn from: images and sounds need a model of your own.',
    );
  const given = examples.labels.filter((label) => label >= 0).length;
  if (given < FEWEST_LABELS)
    throw new Refused(`Training needs at least ${FEWEST_LABELS} labels; with these filters there are ${given}.`);
  if (number) return refuseOneNumber(examples);
  const isTaught = (fold: number): boolean => task === 'check' || fold >= 0;
  const taught = new Map(
    examples
      .where(isTaught)
      .filter((row) => (examples.labels[row] ?? -1) >= 0)
      .map((row) => [examples.placesOf(row).join(' '), examples.placesOf(row)]),
  );
  if (taught.size > 1) return;
  const [only = []] = taught.values();
  const said = only.map((place) => JSON.stringify(labels[place] ?? '')).join(' and ');
  throw new Refused(`All labels to learn from say ${said || 'none'}: there is nothing to tell apart.`);
}

function refuseOneNumber(examples: Examples): void {
  const [first, ...others] = examples.where((fold) => fold >= 0).map((row) => examples.values[row]);
  if (others.some((value) => value !== first)) return;
  throw new Refused(`All labels to learn from say ${first ?? 'nothing'}: there is nothing to tell apart.`);
}

/** The limit on the process's heap does not count the arrays that the features are in. */
function guardMemory({ mostBytes }: FitOrder): void {
  if (process.memoryUsage.rss() <= mostBytes) return;
  throw new Refused(
    `The labels need more than the ${Math.round(mostBytes / 2 ** 20)} MB that training may take. Take fewer, with a later start, or raise HANDRAIL_TRAINER_MEMORY_MB.`,
  );
}

function describe({ labels }: FitOrder, examples: Examples): Pick<FitResult, 'training' | 'balance' | 'effective'> {
  const training = examples.where((fold) => fold >= 0);
  const counts = labels.map(() => 0);
  for (let row = 0; row < examples.length; row += 1)
    for (const place of examples.placesOf(row)) counts[place] = (counts[place] ?? 0) + 1;
  const weights = training.map((row) => examples.weights[row] ?? 0);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const squares = weights.reduce((sum, weight) => sum + weight * weight, 0);
  return {
    training: training.length,
    balance: labels.map((label, k) => ({ label, count: counts[k] ?? 0 })),
    effective: (total * total) / squares,
  };
}

/** Waits until it is said: between passes there is nothing else that would let it out. */
function tell(message: FitMessage): Promise<void> {
  return new Promise((resolve, reject) => {
    process.send?.(message, undefined, undefined, (error) => (error ? reject(error) : resolve()));
  });
}

await main();
