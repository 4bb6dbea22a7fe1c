import { inputSchemaSchema } from '@handrail/shared/schema';
import { expect, it } from 'vitest';
import { fieldsOf, unnamed } from './fields';
import { axisOf, seriesOf, type Line, type Metric } from './lines';

const metric: Metric = {
  __typename: 'Metric',
  id: 'input.value',
  group: 'INPUT',
  kind: 'VALUES',
  title: 'Values',
  description: '',
  unit: '',
  partOf: 'field',
  isOfProcess: false,
};
const line = (part: string, category: string | null = null): Line => ({
  __typename: 'MetricLine',
  part,
  split: null,
  category,
  linesOfPart: 1,
  total: { __typename: 'MetricPoint', count: 5 },
  points: [],
});
const schema = inputSchemaSchema.parse({
  fields: [
    { name: 'body', type: 'text', required: true },
    { name: 'price', type: 'number', required: true, unit: 'EUR' },
    { name: 'shop', type: 'category', required: true },
    { name: 'sent', type: 'date-time', required: false },
    { name: 'scan', type: 'image-url', required: false },
    { name: 'never', type: 'number', required: true },
  ],
});

it('fields are drawn each by itself, in the order of the schema, what it no longer has at the end', () => {
  const lines = [
    line('gone'),
    line('sent'),
    line('scan'),
    line('shop', 'a'),
    line('price'),
    line('shop', 'b'),
    line('body'),
  ];
  const fields = fieldsOf(metric, lines, schema);
  expect(fields.map(({ title, axis, metric: { kind } }) => [title, axis, kind])).toEqual([
    ['body (length)', 'UTF-16 units', 'VALUES'],
    ['price (values)', 'EUR', 'VALUES'],
    ['shop (shares)', undefined, 'SHARES'],
    ['gone (values)', undefined, 'VALUES'],
  ]);
  const shop = fields.find(({ name }) => name === 'shop');
  expect(shop && seriesOf(shop.metric, unnamed(shop.lines)).map(({ label }) => label)).toEqual(['a', 'b']);
});

it('an axis names what its numbers count, unless each is written with its unit', () => {
  expect(axisOf({ kind: 'COUNT', unit: '' })).toBe('per minute');
  expect(axisOf({ kind: 'GAUGE', unit: 'cores' })).toBe('cores');
  expect(axisOf({ kind: 'GAUGE', unit: 'bytes' })).toBeUndefined();
  expect(axisOf({ kind: 'RATE', unit: '' })).toBeUndefined();
});
