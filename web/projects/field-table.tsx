import {
  ActionIcon,
  Checkbox,
  Code,
  NativeSelect,
  Select,
  Table,
  TagsInput,
  Text,
  TextInput,
  VisuallyHidden,
} from '@mantine/core';
import { Trash2 } from 'lucide-react';
import { NumberField } from '../ui/number-field';
import { namesOf, type DraftField } from './wizard-draft';
import { TYPES } from '../ui/field-types';
import { UserText } from '../ui/user-text';

type Props = {
  readonly fields: readonly DraftField[];
  readonly answerColumn: string | null;
  readonly onChange: (fields: readonly DraftField[]) => void;
};

/** Personal data leaves so in the files of everybody but admins. */
const PERSONAL = [
  { value: '', label: 'As it is', personal: null },
  { value: 'drop', label: 'Personal: left out', personal: 'drop' },
  { value: 'hash', label: 'Personal: as a code', personal: 'hash' },
  { value: 'mask', label: 'Personal: masked', personal: 'mask' },
] as const;

/** The fields of a case, one a row: which are taken, how they are called and read. */
export function FieldTable({ fields, answerColumn, onChange }: Props) {
  const names = namesOf(fields);
  const set = (key: number, part: Partial<DraftField>): void =>
    onChange(fields.map((field) => (field.key === key ? { ...field, ...part } : field)));
  return (
    <Table className="stack" verticalSpacing={6} aria-label="Fields of a case">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Field</Table.Th>
          <Table.Th>Reviewers read</Table.Th>
          <Table.Th>Type</Table.Th>
          <Table.Th>Required</Table.Th>
          <Table.Th>In files</Table.Th>
          <Table.Th>Limits</Table.Th>
          <Table.Th>
            <VisuallyHidden>What can be done</VisuallyHidden>
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {fields.map((field, index) => {
          const name = names.get(field.key);
          const of = field.column ?? (field.title || `field ${index + 1}`);
          return (
            <Table.Tr key={field.key}>
              <Table.Td data-main>
                <Checkbox
                  label={
                    name ? (
                      <Code>
                        <UserText text={name} />
                      </Code>
                    ) : field.column === answerColumn ? (
                      `${of} (the answer)`
                    ) : (
                      of
                    )
                  }
                  aria-label={`Take ${of}`}
                  checked={field.isTaken}
                  disabled={field.column !== null && field.column === answerColumn}
                  onChange={({ currentTarget: { checked } }) => set(field.key, { isTaken: checked })}
                />
                <Text size="xs" c="dimmed">
                  {field.seen}
                </Text>
              </Table.Td>
              <Table.Td data-label="Reviewers read">
                {field.isTaken && (
                  <TextInput
                    aria-label={`What reviewers read for ${of}`}
                    value={field.title}
                    onChange={({ currentTarget: { value: title } }) => set(field.key, { title })}
                  />
                )}
              </Table.Td>
              <Table.Td data-label="Type">
                {field.isTaken && (
                  <Select
                    aria-label={`Type of ${of}`}
                    data={TYPES}
                    w={170}
                    allowDeselect={false}
                    value={field.type}
                    onChange={(type) => type && set(field.key, { type })}
                  />
                )}
              </Table.Td>
              <Table.Td data-label="Required">
                {field.isTaken && (
                  <Checkbox
                    label="Required"
                    aria-label={`${of} is required`}
                    checked={field.required}
                    onChange={({ currentTarget: { checked } }) => set(field.key, { required: checked })}
                  />
                )}
              </Table.Td>
              <Table.Td data-label="In files">
                {field.isTaken && (
                  <NativeSelect
                    aria-label={`${of} in files`}
                    data={PERSONAL}
                    w={130}
                    value={field.personal ?? ''}
                    onChange={({ currentTarget: { value } }) =>
                      set(field.key, { personal: PERSONAL.find((one) => one.value === value)?.personal ?? null })
                    }
                  />
                )}
              </Table.Td>
              <Table.Td data-label="Limits">
                {field.isTaken && <Limits field={field} of={of} onChange={(part) => set(field.key, part)} />}
              </Table.Td>
              <Table.Td data-label="">
                {field.column === null && (
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
  );
}

type LimitsProps = {
  readonly field: DraftField;
  readonly of: string;
  readonly onChange: (part: Partial<DraftField>) => void;
};

/** What a value may be, where its type has limits. */
function Limits({ field, of, onChange }: LimitsProps) {
  if (field.type === 'category')
    return (
      <TagsInput
        aria-label={`Values of ${of}`}
        description="Others are refused; none: any"
        value={[...field.values]}
        onChange={(values) => onChange({ values })}
      />
    );
  if (field.type !== 'number') return null;
  return (
    <div className="duo">
      <NumberField
        aria-label={`Lowest ${of}`}
        placeholder="Lowest"
        value={field.minimum}
        onChange={(minimum) => onChange({ minimum })}
      />
      <NumberField
        aria-label={`Highest ${of}`}
        placeholder="Highest"
        value={field.maximum}
        onChange={(maximum) => onChange({ maximum })}
      />
    </div>
  );
}
