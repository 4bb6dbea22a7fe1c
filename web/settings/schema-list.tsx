import {
  inputSchemaSchema,
  outputSchemaSchema,
  toleranceWords,
  type InputField,
  type OutputSchema,
} from '@handrail/shared/schema';
import { Table, Text, Title } from '@mantine/core';
import { PersonalMark } from './personal-mark';
import { UserText } from '../ui/user-text';
import { isolated } from '../ui/visible-text';

/** What a case holds and what can be answered. How a field leaves in files is changed here. */
export function SchemaList({
  inputSchema,
  outputSchema,
}: {
  readonly inputSchema: unknown;
  readonly outputSchema: unknown;
}) {
  const { fields } = inputSchemaSchema.parse(inputSchema);
  return (
    <>
      <Title order={2} size="h5" mt="md">
        A case
      </Title>
      <Table fz="sm" className="stack">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Field</Table.Th>
            <Table.Th>Shown as</Table.Th>
            <Table.Th>Type</Table.Th>
            <Table.Th>Required</Table.Th>
            <Table.Th>In files</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {fields.map((field) => (
            <Table.Tr key={field.name}>
              <Table.Td data-main>
                <UserText text={field.name} />
              </Table.Td>
              <Table.Td data-label="Shown as">
                <UserText text={field.title ?? field.name} />
              </Table.Td>
              <Table.Td data-label="Type">{typeOf(field)}</Table.Td>
              <Table.Td data-label="Required">{field.required ? 'yes' : 'no'}</Table.Td>
              <Table.Td data-label="In files">
                <PersonalMark field={field} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Text size="sm" c="dimmed">
        Personal data leaves like this in files, labels and previews to everybody who may not read it, admins and keys
        with personal:read excepted. It holds from now on, for datasets that were frozen before too: where such a
        version has a field as it is, only they can take it.
      </Text>
      <Title order={2} size="h5">
        An answer
      </Title>
      <Text size="sm">{answerOf(outputSchemaSchema.parse(outputSchema))}</Text>
    </>
  );
}

function typeOf(field: InputField): string {
  if (field.type === 'number') return field.unit ? `number, ${isolated(field.unit)}` : 'number';
  if (field.type === 'category' && field.values) return `one of ${field.values.map(isolated).join(', ')}`;
  return field.type.replace('-', ' ');
}

function answerOf(schema: OutputSchema): string {
  switch (schema.kind) {
    case 'label':
      return `One of: ${schema.labels.map(({ title, value }) => isolated(title ?? value)).join(', ')}`;
    case 'labels':
      return `Any of: ${schema.labels.map(({ title, value }) => isolated(title ?? value)).join(', ')}`;
    case 'number':
      return `A ${schema.integer ? 'whole ' : ''}number${schema.unit ? `, ${isolated(schema.unit)}` : ''}; the same answer: ${toleranceWords(schema)}`;
    case 'text':
      return `Text of at most ${schema.maxLength} characters`;
  }
}
