import {
  addToShape,
  addToTally,
  cardOf,
  DATASET_COLUMNS,
  datasetDefinitionSchema,
  datasetRow,
  emptyShape,
  emptyTally,
  shapeOf,
  type DatasetRow,
  type RowLabel,
  type RowPrediction,
} from '@handrail/shared/datasets';
import { inputSchemaSchema, outputSchemaSchema, type CaseInput, type OutputValue } from '@handrail/shared/schema';
import { toBlock, type FrozenBlock } from '../frozen-block.js';
import type { FormatContext } from './index.js';

/** Text that breaks formats: quotes, line ends, formulas, NUL, what is written right to left, what is not in the BMP. */
export const UGLY = [
  'plain',
  '',
  ' blank before and after ',
  'line\nbreak\r\nand more\r',
  'comma, "quote" and \'other\'; tab\t.',
  "=cmd|' /C calc'!A0",
  '+1',
  '-1',
  '@SUM(A1)',
  "'=already quoted",
  '\ttab first',
  'NUL \0 inside',
  '🙂 👩‍👩‍👧‍👦 𝒳',
  'שלום עולם ‮abc',
  '\u2028 \u2029 \u0085 \ufeff',
  '\\N \\" {} [] <>&',
  '__label__x',
  'null',
  'NaN',
  'x'.repeat(70_000),
] as const;

export const INPUT_SCHEMA = inputSchemaSchema.parse({
  fields: [
    { name: 'text', type: 'text', required: false, description: 'What was written | said.' },
    { name: 'amount', type: 'number', required: false },
    { name: 'urgent', type: 'boolean', required: false },
    { name: 'sent', type: 'date-time', required: false },
    { name: 'never', type: 'number', required: false },
  ],
});
export const LABELS = ['spam', 'ham', 'two words', '=ham', 'a "b", c'];
const OUTPUT_SCHEMAS = {
  label: outputSchemaSchema.parse({ kind: 'label', labels: LABELS.map((value) => ({ value })) }),
  labels: outputSchemaSchema.parse({ kind: 'labels', labels: LABELS.map((value) => ({ value })) }),
  number: outputSchemaSchema.parse({ kind: 'number' }),
  text: outputSchemaSchema.parse({ kind: 'text' }),
};
const DEFINITION = datasetDefinitionSchema.parse({ includeMachineDecisions: true });

export type Kind = keyof typeof OUTPUT_SCHEMAS;

/** The same row every time; every tenth is a machine's decision, fields come and go with the schema of the day. */
export function sampleRow(at: number, kind: Kind): DatasetRow {
  const time = new Date(1_790_000_000_000 + at * 1001).toISOString();
  const isMachine = at % 10 === 9;
  const label = labelOf(kind, at, time);
  const row = datasetRow(
    {
      id: `00000000-0000-7000-8000-${at.toString(16).padStart(12, '0')}`,
      case_key: uglyText(at, 100),
      created_at: time,
      segment: at % 4 === 0 ? null : `s${at % 4}`,
      input: inputOf(at),
      metadata: at % 6 === 0 ? { order: [1, { a: null }], text: uglyText(at, 50) } : null,
      level: 'PARTIAL_AUTOMATION',
      policy_version: 1 + (at % 3),
      threshold: at % 3 === 0 ? null : 0.9,
      route_reason: 'confident',
      propensity: 0.1,
      blind_propensity: 0.05,
      machine: 'filter@3',
      rollout_arm: null,
      labels: isMachine ? [] : at % 8 === 0 ? [label, { ...label, reviewer: 'R-ffffffff' }] : [label],
      predictions: [predictionOf(kind, at)],
      decision: { kind: isMachine ? 'model' : 'human', name: 'filter@3', value: valueOf(kind, at), at: time },
    },
    DEFINITION,
    { salt: 'salt', outputSchema: OUTPUT_SCHEMAS[kind] },
  );
  if (!row) throw new Error('unreachable');
  return row;
}

function labelOf(kind: Kind, at: number, time: string): RowLabel {
  return {
    value: valueOf(kind, at),
    reviewer: `R-${(at % 3).toString(16).padStart(8, '0')}`,
    labelled_at: time,
    seconds: (at % 100) / 10,
    blind: at % 2 === 0,
    shown_prediction: at % 2 === 1,
    reason: at % 7 === 0 ? ('gold' as const) : ('audit' as const),
    source: 'reviewer' as const,
    note: at % 5 === 0 ? uglyText(at, 200) : null,
  };
}

function predictionOf(kind: Kind, at: number): RowPrediction {
  const isMute = at % 11 === 0;
  return {
    model: 'filter@3',
    value: isMute ? null : valueOf(kind, at + 1),
    confidence: isMute ? null : 1 / (1 + (at % 9)),
    confidence_raw: 0.1 + 0.2,
    error: isMute ? 'timeout' : null,
    shown: false,
  };
}

function uglyText(at: number, longest: number): string {
  return (UGLY[at % UGLY.length] ?? '').slice(0, longest);
}

function inputOf(at: number): CaseInput {
  const text = UGLY[at % UGLY.length] ?? '';
  return {
    // Long ones are rare in a large sample.
    ...(at % 13 === 0 ? {} : { text: at < 100 ? text : text.slice(0, 300) }),
    ...(at % 3 === 0 ? {} : { amount: at % 2 === 0 ? at : -at / 3 }),
    ...(at % 5 === 0 ? {} : { urgent: at % 2 === 0 }),
    ...(at % 4 === 0 ? {} : { sent: at % 2 === 0 ? '2026-03-29T01:30:00+02:00' : '1969-12-31T23:59:59.123Z' }),
    // Of an earlier schema, when `gone` was a number and later a text.
    ...(at % 50 === 1 ? { gone: at } : at % 50 === 2 ? { gone: '=gone' } : {}),
    ...(at % 50 === 3 ? { former: true } : {}),
  };
}

function valueOf(kind: Kind, at: number): OutputValue {
  switch (kind) {
    case 'label':
      return LABELS[at % LABELS.length] ?? '';
    case 'labels':
      return LABELS.filter((_, index) => (at >> index) % 2 === 1);
    case 'number':
      return at % 2 === 0 ? at : -at / 7;
    case 'text':
      return uglyText(at, 500);
  }
}

/** Rows in blocks, and what a format is told of them. */
export function sampleVersion(
  kind: Kind,
  rows: readonly DatasetRow[],
  scratch: string,
): { readonly blocks: () => AsyncIterable<FrozenBlock>; readonly context: FormatContext } {
  const [tally, shape] = [emptyTally(OUTPUT_SCHEMAS[kind]), emptyShape()];
  for (const row of rows) {
    addToTally(tally, row);
    addToShape(shape, row);
  }
  const context = {
    name: 'Mail: "all" 🙂',
    number: 3,
    inputSchema: INPUT_SCHEMA,
    outputSchema: OUTPUT_SCHEMAS[kind],
    shape: shapeOf(shape),
    columns: DATASET_COLUMNS,
    card: cardOf(tally),
    drift: null,
    protection: {},
    sha256: 'ab'.repeat(32),
    createdAt: new Date('2026-11-25T00:00:00Z'),
    scratch,
  };
  return { context, blocks: () => inBlocks(rows) };
}

// eslint-disable-next-line @typescript-eslint/require-await -- as the database gives them
async function* inBlocks(rows: readonly DatasetRow[]): AsyncGenerator<FrozenBlock> {
  for (let at = 0; at < rows.length; at += 1000) {
    const part = rows.slice(at, at + 1000);
    yield toBlock(Buffer.from(part.map((row) => `${JSON.stringify(row)}\n`).join('')));
  }
}
