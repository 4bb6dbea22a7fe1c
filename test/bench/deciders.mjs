import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { availableParallelism, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { readMails } from '../../server/dist/demo/mails.js';
import { runFit } from '../../server/dist/deciders/trainer/run-fit.js';
import { decodeModel } from '../../server/dist/deciders/trainer/model-file.js';
import { answerOf } from '../../server/dist/deciders/trainer/linear-model.js';
import { machineOnDuty } from '../../shared/dist/ladder/index.js';
import { hashUniform } from '../../shared/dist/stats/index.js';
import { processorMicros } from './client.mjs';

/**
 * What the issue of deciders promises of speed, each beside a baseline of the same run: training on 50,000 short texts
 * (in its own process, as a job does it), an answer with evidence, and assigning an arm of a rollout.
 */
const TEXTS = Number(process.env.BENCH_TEXTS ?? 50_000);
const WORDS_A_TEXT = 18;
const ROUNDS = 5;
const TEXT_SCHEMA = { fields: [{ name: 'text', type: 'text', required: true, maxLength: 100_000 }] };

if (process.send) await readOnly();
else await main();

async function main() {
  const rows = [];
  const texts = shortTexts(TEXTS);
  const { artifact, result, seconds } = await train(texts);
  const reading = await readingTime(texts);
  rows.push({
    what: `training on ${TEXTS.toLocaleString('en')} short texts, measured and calibrated`,
    promise: '≤ 20 s on 2 cores',
    measured: `${seconds.toFixed(1)} s (accuracy ${(100 * result.heldOut.accuracy.share).toFixed(1)} %)`,
    baseline: `${reading.toFixed(1)} s to hand the texts to a process that only parses them`,
  });
  rows.push(...answers(decodeModel(artifact), texts));
  rows.push(...arms());
  console.table(rows);
  console.info(
    `${availableParallelism()} cores, load ${loadavg()[0].toFixed(1)}. Answers: each case ${ROUNDS} times, the p99 over cases of its best, and of any call, in which other programs count too. Arms: processor time.`,
  );
}

/** Pieces of the demo's real mails, each of some words in a row. */
function shortTexts(count) {
  const pieces = [];
  for (let skip = 0; pieces.length < count; skip += 7) {
    for (const { input, label } of readMails()) {
      const words = `${input.subject} ${input.body}`.split(/\s+/);
      for (let at = skip % 7; at + 5 < words.length && pieces.length < count; at += WORDS_A_TEXT)
        pieces.push({ input: { text: words.slice(at, at + WORDS_A_TEXT).join(' ') }, label, weight: 1 });
      if (pieces.length >= count) break;
    }
  }
  return pieces;
}

async function train(texts) {
  const started = performance.now();
  const outcome = await runFit({
    order: { inputSchema: TEXT_SCHEMA, labels: ['ham', 'spam'], seed: 1, champion: null },
    examples: stream(texts),
    memoryMb: 1024,
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });
  if (outcome.kind !== 'fitted') throw new Error(outcome.reason);
  return { ...outcome, seconds: (performance.now() - started) / 1000 };
}

async function* stream(texts) {
  yield* texts;
}

/** The floor of the same: a process that parses the same lines and learns nothing. */
async function readingTime(texts) {
  const started = performance.now();
  const child = fork(fileURLToPath(import.meta.url), { stdio: ['pipe', 'inherit', 'inherit', 'ipc'] });
  for (const text of texts) if (!child.stdin.write(`${JSON.stringify(text)}\n`)) await once(child.stdin, 'drain');
  child.stdin.end();
  await once(child, 'exit');
  return (performance.now() - started) / 1000;
}

async function readOnly() {
  const { createInterface } = await import('node:readline');
  let count = 0;
  for await (const line of createInterface({ input: process.stdin })) count += JSON.parse(line).label.length;
  process.disconnect();
  if (count === 0) process.exit(1);
}

function answers(model, texts) {
  const mails = readMails().slice(0, 3000);
  const long = mails.map(({ input }) => ({ text: `${input.subject} ${input.body}` }));
  const row = (what, inputs) => {
    const times = timesOf(inputs, (input) => answerOf(model, input));
    const floor = timesOf(inputs, (input) => JSON.parse(JSON.stringify(input)));
    return {
      what,
      promise: 'p99 ≤ 2 ms',
      measured: `p50 ${inMs(at(times.best, 0.5))}, p99 ${inMs(at(times.best, 0.99))} (any call: ${inMs(at(times.single, 0.99))})`,
      baseline: `p99 ${inMs(at(floor.best, 0.99))} to copy the case as JSON`,
    };
  };
  return [
    row(
      'answer with evidence, short texts',
      texts.slice(0, 3000).map(({ input }) => input),
    ),
    row('answer with evidence, mails (≤ 1,600 characters)', long),
  ];
}

function timesOf(inputs, work) {
  for (const input of inputs.slice(0, 500)) work(input);
  const rounds = Array.from({ length: ROUNDS }, () => inputs.map((input) => timeOf(input, work)));
  const best = inputs.map((_, index) => Math.min(...rounds.map((times) => times[index])));
  const sorted = (times) => times.sort((a, b) => a - b);
  return { best: sorted(best), single: sorted(rounds.flat()) };
}

function timeOf(input, work) {
  const started = performance.now();
  work(input);
  return performance.now() - started;
}

function arms() {
  const keys = Array.from({ length: 5000 }, () => randomUUID());
  const policy = (share) => ({
    level: 'PARTIAL_AUTOMATION',
    incumbent: 'old@1',
    salt: '9c1185a5c5e9fc54612808977ee8f548',
    rollout: { id: randomUUID(), mode: 'canary', challenger: 'new@2', share, challengerLevel: null },
  });
  const hash = processorMicros((index) => hashUniform({ salt: 'salt', purpose: 'canary', key: keys[index] }));
  return [0, 0.25, 1].map((share) => {
    const given = policy(share);
    const micros = processorMicros((index) => machineOnDuty(given, { key: keys[index] }));
    return {
      what: `arm of a rollout at ${100 * share} %`,
      promise: '≤ 1 µs',
      measured: `${micros.toFixed(2)} µs`,
      baseline: `${hash.toFixed(2)} µs for one hashUniform`,
    };
  });
}

function at(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

function inMs(milliseconds) {
  return `${milliseconds.toFixed(3)} ms`;
}
