import { inputSchemaSchema, outputSchemaSchema } from '@handrail/shared/schema';
import { expect, it } from 'vitest';
import { fieldNamesOf, inputOf, slugOf, START } from './new-project-form.js';

it('names fields by their titles, each unlike the others', () => {
  const titles = ['From address', 'From address', 'Größe', '2nd line', ''].map((title) => ({ title }));
  expect(fieldNamesOf(titles)).toEqual(['fromAddress', 'fromAddress2', 'grE', 'field2ndLine', 'field']);
});

it('makes schemas that the server takes, for each kind of answer', () => {
  for (const kind of ['label', 'labels', 'number', 'text'] as const) {
    const { inputSchema, outputSchema } = inputOf({ ...START, kind, minimum: 0, maximum: 5, unit: 'kg' });
    expect(inputSchemaSchema.safeParse(inputSchema).success).toBe(true);
    expect(outputSchemaSchema.safeParse(outputSchema).success).toBe(true);
  }
});

it('makes a short name', () => {
  expect(slugOf(' Is it Spam? (2026) ')).toBe('is-it-spam-2026');
});
