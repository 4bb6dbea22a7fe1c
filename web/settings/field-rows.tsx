import { ActionIcon, Button, Checkbox, Code, Group, Select, Table, TextInput, VisuallyHidden } from '@mantine/core';
import { Plus, Trash2 } from 'lucide-react';
import { TYPES } from '../ui/field-types';
import type { DraftField } from './schema-draft';
import { UserText } from '../ui/user-text';
import { isolated } from '../ui/visible-text';

type Props = { readonly fields: readonly DraftField[]; readonly onChange: (fields: readonly DraftField[]) => void };

/** The fields of the next case: those that there are keep their names and types, new ones are added at the end. */
export function FieldRows({ fields, onChange }: Props) {
  const set = (key: number, part: Partial<DraftField>): void =>
    onChange(fields.map((field) => (field.key === key ? { ...field, ...part } : field)));
  const add = (): void => {
    const key = Math.max(-1, ...fields.map((field) => field.key)) + 1;
    onChange([...fields, { key, name: '', title: '', type: 'text', required: false, isNew: true }]);
  };
  return (
    <>
      <Table className="stack" verticalSpacing={6} aria-label="Fields of the next case">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Field</Table.Th>
            <Table.Th>Reviewers read</Table.Th>
            <Table.Th>Type</Table.Th>
            <Table.Th>Required</Table.Th>
            <Table.Th>
              <VisuallyHidden>What can be done</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {fields.map((field, index) => {
            const of = field.isNew ? `new field ${index + 1}` : field.name;
            return (
              <Table.Tr key={field.key}>
                <Table.Td data-main>
                  {field.isNew ? (
                    <TextInput
                      aria-label={`Name of ${of}`}
                      placeholder="As callers send it"
                      value={field.name}
                      onChange={({ currentTarget: { value: name } }) => set(field.key, { name })}
                    />
                  ) : (
                    <Code>
                      <UserText text={field.name} />
                    </Code>
                  )}
                </Table.Td>
                <Table.Td data-label="Reviewers read">
                  <TextInput
                    aria-label={`What reviewers read for ${of}`}
                    placeholder={isolated(field.name)}
                    value={field.title}
                    onChange={({ currentTarget: { value: title } }) => set(field.key, { title })}
                  />
                </Table.Td>
                <Table.Td data-label="Type">
                  {field.isNew ? (
                    <Select
                      aria-label={`Type of ${of}`}
                      data={TYPES}
                      w={170}
                      allowDeselect={false}
                      value={field.type}
                      onChange={(type) => type && set(field.key, { type })}
                    />
                  ) : (
                    TYPES.find(({ value }) => value === field.type)?.label
                  )}
                </Table.Td>
                <Table.Td data-label="Required">
                  <Checkbox
                    label="Required"
                    aria-label={`${of} is required`}
                    checked={field.required}
                    onChange={({ currentTarget: { checked } }) => set(field.key, { required: checked })}
                  />
                </Table.Td>
                <Table.Td data-label="">
                  {field.isNew && (
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      size="lg"
                      aria-label={`Remove ${of}`}
                      onClick={() => onChange(fields.filter(({ key }) => key !== field.key))}
                    >
                      <Trash2 size={16} aria-hidden />
                    </ActionIcon>
                  )}
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
      <Group>
        <Button variant="default" size="sm" leftSection={<Plus size={16} aria-hidden />} onClick={add}>
          Another field
        </Button>
      </Group>
    </>
  );
}
