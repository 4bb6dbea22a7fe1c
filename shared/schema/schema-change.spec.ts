import { expect, it } from 'vitest';
import { inputSchemaSchema } from './input-schema.js';
import { outputSchemaSchema } from './output-schema.js';
import { schemaChanges } from './schema-change.js';

const BEFORE = {
  inputSchema: inputSchemaSchema.parse({
    fields: [
      { name: 'text', type: 'text' },
      { name: 'amount', type: 'number', minimum: 0 },
    ],
  }),
  outputSchema: outputSchemaSchema.parse({ kind: 'label', labels: [{ value: 'spam' }, { value: 'ham' }] }),
};
const after = (fields: unknown[], outputSchema: unknown = BEFORE.outputSchema) => ({
  inputSchema: inputSchemaSchema.parse({ fields }),
  outputSchema: outputSchemaSchema.parse(outputSchema),
});
const [TEXT, AMOUNT] = BEFORE.inputSchema.fields;

it('says nothing of what stays', () => {
  expect(schemaChanges(BEFORE, BEFORE)).toEqual([]);
  expect(schemaChanges(BEFORE, after([TEXT, { ...AMOUNT, personal: 'mask' }]))).toEqual([]);
});

it.each([
  ['takes a field away', after([TEXT]), '/inputSchema/fields', true],
  ['gives a field another type', after([TEXT, { name: 'amount', type: 'text' }]), '/inputSchema/fields/1/type', true],
  ['makes the answer another kind', after([TEXT, AMOUNT], { kind: 'text' }), '/outputSchema/kind', true],
  ['adds a field', after([TEXT, AMOUNT, { name: 'shop', type: 'category' }]), '/inputSchema/fields/2', false],
  ['no longer requires one', after([TEXT, { ...AMOUNT, required: false }]), '/inputSchema/fields/1/required', false],
  ['shows it otherwise', after([TEXT, { ...AMOUNT, title: 'Price' }]), '/inputSchema/fields/1/title', false],
  ['gives it other limits', after([TEXT, { ...AMOUNT, minimum: 5 }]), '/inputSchema/fields/1', false],
])('says what is different where one %s', (_name, changed, pointer, isRefused) => {
  expect(schemaChanges(BEFORE, changed)).toEqual([{ pointer, isRefused, says: expect.any(String) }]);
});

it('says which labels come, go, are shown otherwise and move', () => {
  const labels = [{ value: 'ham', title: 'Fine' }, { value: 'phishing' }];
  const says = schemaChanges(BEFORE, after([TEXT, AMOUNT], { kind: 'label', labels })).map((one) => one.says);
  expect(says).toEqual([
    expect.stringMatching(/^spam is no answer any more/),
    'ham is shown as Fine.',
    expect.stringMatching(/^phishing is an answer/),
  ]);
  const turned = { kind: 'label', labels: [{ value: 'ham' }, { value: 'spam' }] };
  expect(schemaChanges(BEFORE, after([TEXT, AMOUNT], turned)).map((one) => one.says)).toEqual([
    'The labels have another order, and so other keys.',
  ]);
});
