import { Button, Checkbox, CloseButton, Code, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { fieldNamesOf, TYPES, type FieldDraft } from './new-project-form';

type Props = { readonly fields: readonly FieldDraft[]; readonly onChange: (fields: readonly FieldDraft[]) => void };

/** What a case holds, a row a field, in the order in which a reviewer reads them. */
export function FieldRows({ fields, onChange }: Props) {
  const names = fieldNamesOf(fields);
  const set = (key: number, part: Partial<FieldDraft>): void =>
    onChange(fields.map((field) => (field.key === key ? { ...field, ...part } : field)));
  const add = (): void => {
    const key = Math.max(-1, ...fields.map((field) => field.key)) + 1;
    onChange([...fields, { key, title: '', type: 'text', required: true }]);
  };
  return (
    <Stack gap="sm" role="group" aria-label="What a case holds">
      {fields.map((field, index) => (
        <div key={field.key} className="field-row">
          <TextInput
            label={`Field ${index + 1}`}
            placeholder="As reviewers read it"
            required
            withAsterisk={false}
            value={field.title}
            description={
              <>
                sent as <Code>{names[index]}</Code>
              </>
            }
            inputWrapperOrder={['label', 'input', 'description']}
            onChange={(event) => set(field.key, { title: event.currentTarget.value })}
          />
          <Select
            label="Type"
            data={TYPES}
            allowDeselect={false}
            value={field.type}
            onChange={(type) => type && set(field.key, { type })}
          />
          <Group gap="xs" wrap="nowrap" className="field-end">
            <Checkbox
              label="Required"
              checked={field.required}
              onChange={(event) => set(field.key, { required: event.currentTarget.checked })}
            />
            <CloseButton
              size="lg"
              aria-label={`Take away field ${index + 1}`}
              disabled={fields.length === 1}
              onClick={() => onChange(fields.filter((one) => one !== field))}
            />
          </Group>
        </div>
      ))}
      <Group>
        <Button variant="default" size="sm" onClick={add}>
          Another field
        </Button>
        <Text size="xs" c="dimmed">
          Which fields there are stays as it is made.
        </Text>
      </Group>
    </Stack>
  );
}
