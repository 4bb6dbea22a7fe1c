import { metricOf } from '@handrail/shared/monitoring';
import type { InputSchema } from '@handrail/shared/schema';
import type { MetricSplit } from '../lib/generated/graphql';
import type { Line } from './lines';

/** As the decision log has it in its address. */
type Search = Readonly<
  Partial<Record<'segment' | 'decider' | 'level' | 'value' | 'field' | 'has' | 'fieldValue', string>>
>;

type Asked = {
  readonly metric: string;
  readonly by: MetricSplit | null;
  /** Tells a category called “new” from what the reference never had. */
  readonly schema: InputSchema;
};

const SPLIT_BY: Readonly<Record<MetricSplit, 'segment' | 'decider' | 'level'>> = {
  SEGMENT: 'segment',
  VERSION: 'decider',
  LEVEL: 'level',
};

/** What the decision log filters by, so that it shows the cases that a line counts; empty: all of the time. */
export function casesBehind(line: Line | undefined, { metric, by, schema }: Asked): Search {
  if (!line) return {};
  const ofSplit = by === null || line.split === null || line.split === '' ? {} : { [SPLIT_BY[by]]: line.split };
  return { ...ofSplit, ...ofPart(line, metric, schema) };
}

function ofPart({ part, category }: Line, id: string, schema: InputSchema): Search {
  if (id === 'output.decision' && category !== null) return { value: category };
  const metric = metricOf(id);
  if (metric?.partOf !== 'field' || part === null || part === '') return {};
  const as = metric.readFrom?.as;
  if (as === 'MISSING' || as === 'NEW') return { field: part, has: as };
  return id === 'input.value' && category !== null ? ofValue(part, category, schema) : {};
}

function ofValue(field: string, category: string, { fields }: InputSchema): Search {
  const found = fields.find(({ name }) => name === field);
  const isListed = found?.type === 'category' && found.values?.includes(category) === true;
  if (!isListed && category === 'new') return { field, has: 'NEW' };
  // What was rare in the reference is many values; the log looks for one.
  if (!isListed && category === 'other') return {};
  return { field, has: 'VALUE', fieldValue: category };
}
