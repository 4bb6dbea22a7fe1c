import { expect, it } from 'vitest';
import { inputSchemaSchema } from '../schema/index.js';
import { barePersonalFields, effectiveProtection } from './personal.js';

const schema = inputSchemaSchema.parse({
  fields: [
    { name: 'mail', type: 'text', personal: 'hash' },
    { name: 'body', type: 'text' },
  ],
});

it.each([
  [{}, false, { mail: 'hash' }],
  [{ mail: 'keep' }, false, { mail: 'hash' }],
  [{ mail: 'mask' }, false, { mail: 'hash' }],
  [{ mail: 'drop', body: 'mask' }, false, { mail: 'drop', body: 'mask' }],
  [{}, true, { mail: 'hash' }],
  [{ mail: 'keep' }, true, { mail: 'keep' }],
] as const)('%j, may read personal fields: %s', (chosen, may, expected) => {
  const ways = effectiveProtection(schema, chosen, may);
  expect(ways).toEqual(expected);
  expect(barePersonalFields(schema, ways)).toEqual(ways['mail'] === 'keep' ? ['mail'] : []);
});

it('calls a field bare that nothing was chosen for before it was marked', () => {
  expect(barePersonalFields(schema, {})).toEqual(['mail']);
});
