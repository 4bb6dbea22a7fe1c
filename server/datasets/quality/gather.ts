import {
  agrees,
  own,
  inputSchemaSchema,
  validateInput,
  type CaseInput,
  type InputSchema,
  type OutputSchema,
} from '@handrail/shared/schema';
import { addToConfusion, type ConfusionTally, type DatasetRow } from '@handrail/shared/datasets';
import type { Example } from '../../deciders/index.js';
import type { FrozenBlock } from '../frozen-block.js';
import type { VersionRow } from '../dataset-rows.js';
import type { UnlabelledCase } from './quality.sql.js';

const SUMMARY = 160;

/** What is kept of a row that was handed to the model, in that order. */
export type Kept = {
  readonly id: string;
  readonly label: string;
  /** Where answers are numbers: that. */
  readonly value: number | null;
  readonly hash: string;
  readonly split: DatasetRow['split'];
  readonly summary: string;
};

/** What is found while a version's rows are read. */
export type Gathered = {
  readonly kept: Kept[];
  readonly open: (UnlabelledCase & { readonly summary: string })[];
  readonly confusion: ConfusionTally;
  leftOut: number;
};

/** The project's answers where they are one of several labels; undefined for other kinds. */
export function classesOf(schema: OutputSchema): string[] | undefined {
  return schema.kind === 'label' ? schema.labels.map(({ value }) => value) : undefined;
}

/** Whether a model of these answers can judge such a label. */
function judgesOf(schema: OutputSchema): (label: DatasetRow['label']) => label is string | number {
  const classes = new Set<unknown>(classesOf(schema));
  return (label): label is string | number =>
    schema.kind === 'number' ? typeof label === 'number' : classes.has(label);
}

/**
 * A version's rows as examples, and after them the unlabelled cases, noting in `gathered` what each was. Only the newest
 * `most` labels are judged; the reviewers' answers of all rows are counted.
 */
export async function* gather(
  blocks: AsyncIterable<FrozenBlock>,
  version: Pick<VersionRow, 'row_count' | 'input_schema' | 'output_schema'>,
  {
    gathered,
    open,
    personal,
    most,
  }: {
    readonly gathered: Gathered;
    readonly open: readonly UnlabelledCase[];
    /** Fields that no report quotes; a version's rows are treated already. */
    readonly personal: ReadonlySet<string>;
    readonly most: number;
  },
): AsyncGenerator<Example> {
  const schema = inputSchemaSchema.parse(version.input_schema);
  const isJudged = judgesOf(version.output_schema);
  let skipped = Math.max(0, (version.row_count ?? 0) - most);
  for await (const block of blocks) {
    for (const row of block.rows()) {
      count(gathered, row, version.output_schema);
      const { label } = row;
      const isOld = skipped > 0;
      skipped -= 1;
      if (isOld || row.labels.length === 0 || !isJudged(label)) gathered.leftOut += 1;
      else {
        const { id, content_hash: hash, split } = row;
        const value = typeof label === 'number' ? label : null;
        gathered.kept.push({ id, label: String(label), value, hash, split, summary: summaryOf(schema, row.input) });
        yield { input: row.input, label, weight: 1 };
      }
    }
  }
  const quoted = { fields: schema.fields.filter(({ name }) => !personal.has(name)) };
  for (const one of open) {
    const input = validateInput(schema, one.input);
    if (!input.ok) continue;
    gathered.open.push({ ...one, summary: summaryOf(quoted, without(input.value, personal)) });
    yield { input: input.value, label: null, weight: 1 };
  }
}

/** Numbers within the tolerance of the label are no confusion. */
function count({ confusion }: Gathered, { label, labels }: DatasetRow, schema: OutputSchema): void {
  if (typeof label !== 'string' && typeof label !== 'number') return;
  const answers = labels.map(({ reviewer, value }) => {
    return { reviewer, value: String(agrees(schema, value, label) ? label : value) };
  });
  addToConfusion(confusion, { label: String(label), answers });
}

function summaryOf({ fields }: InputSchema, input: CaseInput): string {
  const texts = fields.map(({ name }) => own(input, name)).filter((value) => typeof value === 'string');
  return (texts.join(' · ') || JSON.stringify(input)).slice(0, SUMMARY);
}

function without(input: CaseInput, personal: ReadonlySet<string>): CaseInput {
  return Object.fromEntries(Object.entries(input).filter(([name]) => !personal.has(name)));
}
