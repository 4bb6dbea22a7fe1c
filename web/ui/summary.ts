import { own } from '@handrail/shared/schema';
import { inputSchemaOf } from './known-schema';

const LENGTH = 200;

/** The first words of a case: its texts and categories in the schema's order. */
export function summaryOf(inputSchema: unknown, input: unknown): string {
  const values = input as Readonly<Record<string, unknown>>;
  const texts = inputSchemaOf(inputSchema)
    .fields.map(({ name }) => own(values, name))
    .filter((value) => typeof value === 'string');
  return (texts.join(' · ') || JSON.stringify(input)).slice(0, LENGTH);
}
