import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FORMATS } from '../../server/dist/datasets/formats/index.js';
import { toBlock } from '../../server/dist/datasets/frozen-block.js';
import * as shared from '../../shared/dist/datasets/index.js';
import { inputSchemaSchema, outputSchemaSchema } from '../../shared/dist/schema/index.js';

/**
 * Writes versions of a dataset in every format into a folder, for the tools that read them: labels that differ in blanks,
 * signs and Unicode form alone, times of every form, and two versions of one dataset of which the second alone has
 * microseconds.
 */
export const LABELS = [
  'not spam',
  'not_spam',
  'caf\u00e9',
  'cafe\u0301',
  'Spam',
  'spam ',
  ' padded ',
  ' ',
  '-1',
  'null',
];
const TIMES = ['2026-03-29T01:30:00+02:00', '2026-03-29 01:30Z', '2026-03-29T01:30:00Z'];
const FINE_TIMES = ['2026-03-29T01:30:00.123456Z', '0000-06-01T00:00:00Z', '0001-01-01T00:00:00+05:00'];

const inputSchema = inputSchemaSchema.parse({
  fields: [
    { name: 'text', type: 'text' },
    { name: 'amount', type: 'number', required: false },
    { name: 'sent', type: 'date-time', required: false },
  ],
});
const outputSchema = outputSchemaSchema.parse({ kind: 'label', labels: LABELS.map((value) => ({ value })) });
const definition = shared.datasetDefinitionSchema.parse({ split: { train: 1, validation: 0, test: 0 } });

function rowOf(at, times) {
  const time = new Date(1_790_000_000_000 + at * 1001).toISOString();
  const value = LABELS[at % LABELS.length];
  const label = {
    reviewer: `R-0000000${at % 3}`,
    labelled_at: time,
    seconds: 1,
    blind: true,
    shown_prediction: false,
    reason: 'audit',
    source: 'reviewer',
    note: null,
  };
  const said = { model: 'filter@3', value: LABELS[(at + 1) % LABELS.length], confidence: 0.5, confidence_raw: 0.5 };
  return shared.datasetRow(
    {
      id: `00000000-0000-7000-8000-${String(at).padStart(12, '0')}`,
      case_key: `k${at}`,
      created_at: time,
      segment: null,
      input: { text: `text ${at} </s> __label__x`, amount: at, sent: times[at % times.length] },
      metadata: null,
      level: 'PARTIAL_AUTOMATION',
      policy_version: 1,
      threshold: 0.9,
      route_reason: 'confident',
      propensity: 1,
      blind_propensity: 1,
      machine: 'filter@3',
      rollout_arm: null,
      labels:
        at % 4 === 0
          ? [label, { ...label, reviewer: 'R-ffffffff' }].map((one) => ({ ...one, value }))
          : [{ ...label, value }],
      predictions: [{ ...said, error: null, shown: false }],
      decision: { kind: 'human', name: 'reviewer', value, at: time },
    },
    definition,
    'salt',
  );
}

export async function writeFiles(folder) {
  for (const [number, times] of [TIMES, FINE_TIMES].entries()) {
    const into = join(folder, `version-${number + 1}`);
    mkdirSync(join(into, 'scratch'), { recursive: true });
    const rows = Array.from({ length: 40 }, (_, at) => rowOf(at, times));
    const [tally, shape] = [shared.emptyTally(outputSchema), shared.emptyShape()];
    for (const row of rows) {
      shared.addToTally(tally, row);
      shared.addToShape(shape, row);
    }
    const context = {
      name: 'letters',
      number: number + 1,
      inputSchema,
      outputSchema,
      shape: shared.shapeOf(shape),
      columns: shared.DATASET_COLUMNS,
      card: shared.cardOf(tally),
      drift: null,
      protection: {},
      sha256: 'ab'.repeat(32),
      createdAt: new Date('2026-11-25T00:00:00Z'),
      scratch: join(into, 'scratch'),
    };
    const lines = Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    for (const format of FORMATS) {
      const chunks = [];
      for await (const chunk of format.write([toBlock(lines)], context)) chunks.push(Buffer.from(chunk));
      writeFileSync(join(into, `data.${format.extension}`), Buffer.concat(chunks));
    }
  }
  writeFileSync(join(folder, 'labels.json'), JSON.stringify(LABELS));
}
