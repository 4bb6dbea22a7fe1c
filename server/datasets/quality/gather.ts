import {
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
  const classes = new Set(classesOf(version.output_schema));
  let skipped = Math.max(0, (version.row_count ?? 0) - most);
  for await (const block of blocks) {
    for (const row of block.rows()) {
      count(gathered, row);
      const { label } = row;
      const isOld = skipped > 0;
      skipped -= 1;
      if (isOld || row.labels.length === 0 || typeof label !== 'string' || !classes.has(label)) gathered.leftOut += 1;
      else {
        const { id, content_hash: hash, split } = row;
        gathered.kept.push({ id, label, hash, split, summary: summaryOf(schema, row.input) });
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

function count({ confusion }: Gathered, { label, labels }: DatasetRow): void {
  if (typeof label !== 'string') return;
  const answers = labels.map(({ reviewer, value }) => ({ reviewer, value: String(value) }));
  addToConfusion(confusion, { label, answers });
}

function summaryOf({ fields }: InputSchema, input: CaseInput): string {
  const texts = fields.map(({ name }) => own(input, name)).filter((value) => typeof value === 'string');
  return (texts.join(' · ') || JSON.stringify(input)).slice(0, SUMMARY);
}

function without(input: CaseInput, personal: ReadonlySet<string>): CaseInput {
  return Object.fromEntries(Object.entries(input).filter(([name]) => !personal.has(name)));
}
