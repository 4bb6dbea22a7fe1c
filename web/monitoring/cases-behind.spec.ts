import { inputSchemaSchema } from '@handrail/shared/schema';
import { expect, it } from 'vitest';
import { nearestSeries } from '../ui/charts/series';
import { casesBehind } from './cases-behind';
import { lineOf, type Line } from './lines';

const schema = inputSchemaSchema.parse({
  fields: [
    { name: 'shop', type: 'category', required: true },
    { name: 'state', type: 'category', required: true, values: ['new', 'used'] },
    { name: 'price', type: 'number', required: true },
  ],
});
const line = (given: Partial<Line>): Line => ({
  ...{ __typename: 'MetricLine', part: null, split: null, category: null, linesOfPart: 1 },
  ...{ total: { __typename: 'MetricPoint', count: 5 }, points: [] },
  ...given,
});

it.each<[string, string, Partial<Line>, Record<string, string>]>([
  ['what is missing', 'input.missing', { part: 'shop' }, { field: 'shop', has: 'MISSING' }],
  ['what is new', 'input.new_categories', { part: 'shop' }, { field: 'shop', has: 'NEW' }],
  ['a value', 'input.value', { part: 'shop', category: 'a' }, { field: 'shop', has: 'VALUE', fieldValue: 'a' }],
  [
    'values that the reference never had',
    'input.value',
    { part: 'shop', category: 'new' },
    { field: 'shop', has: 'NEW' },
  ],
  [
    'a value called new',
    'input.value',
    { part: 'state', category: 'new' },
    { field: 'state', has: 'VALUE', fieldValue: 'new' },
  ],
  ['many rare values', 'input.value', { part: 'shop', category: 'other' }, {}],
  ['a mean', 'input.value', { part: 'price' }, {}],
  ['a decision', 'output.decision', { category: 'spam' }, { value: 'spam' }],
  ['a stage', 'software.latency', { part: 'route' }, {}],
])('the cases behind a point are those of its line: %s', (_, metric, given, filter) => {
  expect(casesBehind(line(given), { metric, by: null, schema })).toEqual(filter);
  const split = casesBehind(line({ ...given, split: 'mail' }), { metric, by: 'SEGMENT', schema });
  expect(split).toEqual({ ...filter, segment: 'mail' });
});

it('are all of the time where no line is meant, and of a split by version those of the machine', () => {
  expect(casesBehind(undefined, { metric: 'input.missing', by: null, schema })).toEqual({});
  expect(casesBehind(line({ split: 'm@1' }), { metric: 'input.cases', by: 'VERSION', schema })).toEqual({
    decider: 'm@1',
  });
  expect(casesBehind(line({ split: '' }), { metric: 'input.cases', by: 'LEVEL', schema })).toEqual({});
});

it('a line is meant by what is nearest to the pointer, or by being alone', () => {
  const series = (id: string, value: number | null, isReference = false) => ({
    ...{ id, label: id, isReference },
    points: [{ at: 1, value }],
  });
  const all = [series('a', 0.2), series('b', 0.8), series('none', null), series('before', 0.7, true)];
  expect(nearestSeries(all, 1, 0.7)?.id).toBe('b');
  expect(nearestSeries(all, 1, 0.3)?.id).toBe('a');
  expect(nearestSeries(all, 2, 0.3)).toBeUndefined();
  const [a, b] = [line({ part: 'a' }), line({ part: 'b', category: 'x' })];
  expect([lineOf([a], undefined), lineOf([a, b], 'b · x'), lineOf([a, b], undefined)]).toEqual([a, b, undefined]);
});
