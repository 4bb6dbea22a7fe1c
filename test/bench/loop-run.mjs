import { readMails } from '../../server/dist/demo/mails.js';
import { Examples } from '../../server/dist/deciders/trainer/examples.js';
import { fitBest } from '../../server/dist/deciders/trainer/fit-best.js';
import { answerOf } from '../../server/dist/deciders/trainer/linear-model.js';
import {
  datasetDefinitionSchema,
  datasetRow,
  ReviewStrata,
  weightedAccuracy,
  withQueue,
} from '../../shared/dist/datasets/index.js';
import { defaultPolicy, route } from '../../shared/dist/ladder/index.js';
import { inputSchemaSchema, outputSchemaSchema } from '../../shared/dist/schema/index.js';
import { hashUniform, wilson } from '../../shared/dist/stats/index.js';

/**
 * The loop closed on real mail, with the product's own parts: a first model from a few labels, traffic routed by its
 * confidence at Partial automation, people's labels made rows of a dataset, models trained on them, estimates from rows
 * that taught nobody, and the truth from mails that nobody touched. The subject alone is read, so that the model errs.
 */
const INPUT = inputSchemaSchema.parse({ fields: [{ name: 'subject', type: 'text' }] });
const OUTPUT = outputSchemaSchema.parse({ kind: 'label', labels: [{ value: 'spam' }, { value: 'ham' }] });
const LABELS = ['spam', 'ham'];
const [FIRST, UNTOUCHED] = [150, 2300];
const SETTINGS = {
  level: 'PARTIAL_AUTOMATION',
  thresholds: { global: 0.8, perClass: {}, perSegment: {} },
  auditRate: 0.3,
};
/** Half of the rows teach, the other half measures. */
const DEFINITION = datasetDefinitionSchema.parse({ split: { train: 0.5, validation: 0, test: 0.5 } });
/** Of the queue that is left off in the middle. */
const ANSWERED = 0.4;
const BITS = 18;
const CONFIDENCE = 0.95;

/**
 * One of each subject, answers and forwards counted as the same: splits keep equal content on one side, so rows that
 * measure never repeat what was taught, and neither may the untouched mails.
 */
const mails = [
  ...new Map(
    readMails().map(({ key, input, label: truth }) => {
      const subject = String(input.subject ?? '');
      const topic = subject
        .toLowerCase()
        .replaceAll(/\b(re|fwd?|sv|aw)\s*:|\[[^\]]*\]|[^\p{L}]+/gu, ' ')
        .trim();
      return [topic, { key, input: { subject }, label: truth }];
    }),
  ).values(),
];

export async function runRepetition(seed) {
  const order = new Map(mails.map(({ key }) => [key, hashUniform({ salt: `loop ${seed}`, purpose: 'order', key })]));
  const shuffled = [...mails].sort((a, b) => order.get(a.key) - order.get(b.key));
  const untouched = shuffled.slice(0, UNTOUCHED);
  const deployed = await train(
    shuffled.slice(UNTOUCHED, UNTOUCHED + FIRST).map(({ input, label }) => ({ input, label, weight: 1 })),
    seed,
  );
  const traffic = shuffled
    .slice(UNTOUCHED + FIRST)
    .map((mail) => ({ ...mail, answer: answerOf(deployed, mail.input) }));
  const queue = queued(traffic, seed);
  const rows = label(queue, queue);
  const begun = firstOf(queue, ANSWERED);
  const half = label(begun, queue);
  const isRight = (row) => row.prediction === row.label;
  const truth = share(traffic, ({ answer, label: value }) => answer.value === value);

  const teaching = rows.filter(({ split }) => split === 'train');
  const measuring = rows.filter(({ split }) => split === 'test');
  const example = (weight) => (row) => ({ input: row.input, label: row.label, weight: weight(row) });
  const weighted = await train(teaching.map(example((row) => row.weight)), seed);
  const plain = await train(teaching.map(example(() => 1)), seed);
  return {
    labels: rows.length,
    cases: traffic.length,
    deployed: { truth, ...estimates(rows, 'traffic', isRight) },
    halfAnswered: {
      truth,
      ...estimates(half, 'traffic', isRight),
      sumOfWeights: sumOf(half),
      // As if nothing were known of what waits.
      recordedSumOfWeights: sumOf(label(begun, begun)),
      recorded: estimates(label(begun, begun), 'traffic', isRight).weighted,
    },
    retrained: {
      truth: accuracyOf(weighted, untouched),
      ...estimates(measuring, 'future', (row) => answerOf(weighted, row.input).value === row.label),
    },
    trainedWeighted: accuracyOf(weighted, untouched),
    trainedPlain: accuracyOf(plain, untouched),
  };
}

/** The cases that reach a person, in the order in which they are answered. */
function queued(traffic, seed) {
  const policy = { ...defaultPolicy({ salt: `loop ${seed}`, outputSchema: OUTPUT }), ...SETTINGS, version: 2 };
  return traffic
    .map((mail) => {
      const said = { model: 'mail@1', value: mail.answer.value, confidence: mail.answer.confidence };
      return { ...mail, said, routed: route(policy, { key: mail.key }, [said]) };
    })
    .filter(({ routed }) => routed.review)
    .sort((one, two) => two.routed.review.priority - one.routed.review.priority);
}

function firstOf(queue, part) {
  return queue.slice(0, Math.round(part * queue.length));
}

/** Rows of what was answered of a queue, as an export has them. */
function label(answered, queue) {
  const strata = strataOf(answered, queue);
  return answered.flatMap(({ key, input, label: value, answer, said, routed }) => {
    const at = '2026-11-25T00:00:00.000Z';
    const { review, showPrediction: shown } = routed;
    const facts = {
      id: key,
      case_key: key,
      created_at: at,
      segment: null,
      input,
      metadata: null,
      level: routed.level,
      policy_version: routed.policyVersion,
      threshold: routed.threshold,
      route_reason: routed.reason,
      propensity: routed.propensity,
      blind_propensity: routed.blindPropensity,
      machine: said.model,
      rollout_arm: null,
      labels: [
        {
          value,
          reviewer: 'R-1',
          labelled_at: at,
          seconds: 1,
          blind: review.blind,
          shown_prediction: shown,
          reason: review.reason,
          source: 'reviewer',
          note: null,
        },
      ],
      predictions: [{ ...said, confidence_raw: answer.rawConfidence, error: null, shown }],
      decision: { kind: 'human', name: 'reviewer', value, at },
    };
    const row = datasetRow(withQueue(facts, strata), DEFINITION, 'salt');
    // Out and in again, as through a file.
    return row ? [JSON.parse(JSON.stringify(row))] : [];
  });
}

/** What the server counts when it freezes. */
function strataOf(answered, queue) {
  const isAnswered = new Set(answered.map(({ key }) => key));
  const strata = new Map();
  for (const { key, routed } of queue) {
    const { reason, blind } = routed.review;
    const of = { policyVersion: routed.policyVersion, level: routed.level, reason, blind };
    const at = JSON.stringify(of);
    const seen = strata.get(at) ?? { ...of, answered: 0, open: 0 };
    const part = isAnswered.has(key) ? 'answered' : 'open';
    strata.set(at, { ...seen, [part]: seen[part] + 1 });
  }
  return new ReviewStrata([...strata.values()]);
}

function sumOf(rows) {
  return rows.reduce((sum, { weight }) => sum + (weight ?? 0), 0);
}

async function train(given, seed) {
  const examples = new Examples(INPUT, LABELS, BITS);
  for (const example of given) examples.add(example);
  examples.normalise();
  const fitted = await fitBest(examples, { inputSchema: INPUT, labels: LABELS, seed, champion: null }, () => undefined);
  return fitted.model;
}

function estimates(rows, over, isRight) {
  const judged = rows.map((row) => ({ isRight: isRight(row), selectionProbability: row.selection_prob }));
  const k = judged.filter(({ isRight: right }) => right).length;
  const { lower, upper } = wilson({ k, n: judged.length, confidence: CONFIDENCE });
  return { weighted: weightedAccuracy(judged, over), plain: { accuracy: k / judged.length, lower, upper } };
}

function accuracyOf(model, cases) {
  return share(cases, ({ input, label: truth }) => answerOf(model, input).value === truth);
}

function share(cases, isSo) {
  return cases.filter(isSo).length / cases.length;
}

export function summary(repetitions, question) {
  const mean = (of) => repetitions.reduce((sum, one) => sum + of(one[question]), 0) / repetitions.length;
  const covers = (which) =>
    mean((found) => Number(found[which].lower <= found.truth && found.truth <= found[which].upper));
  return {
    truth: mean(({ truth }) => truth),
    weighted: mean(({ weighted }) => weighted.accuracy),
    plain: mean(({ plain }) => plain.accuracy),
    weightedCovers: covers('weighted'),
    plainCovers: covers('plain'),
  };
}
