import { NO, NUMBER_FORMATS, YES, type ColumnReading, type NumberFormat } from '@handrail/shared/imports';
import { inputSchemaSchema, outputSchemaSchema } from '@handrail/shared/schema';
import { Select, Stack, TagsInput, Text } from '@mantine/core';
import { useProject } from '../lib/session';
import { withReading, type ImportDraft } from './import-draft';

type Props = { readonly draft: ImportDraft; readonly onChange: (draft: ImportDraft) => void };
type Kind = 'number' | 'boolean' | 'other';

const NUMBERS: readonly { readonly value: NumberFormat; readonly label: string }[] = NUMBER_FORMATS.map((value) => ({
  value,
  label: value === 'unclear' ? 'Not clear: say which' : `Like ${value}`,
}));

/** How the cells of each mapped column are read: what was guessed, and can be said otherwise. */
export function ReadingForm({ draft, onChange }: Props) {
  const project = useProject();
  const { fields } = inputSchemaSchema.parse(project.inputSchema);
  const output = outputSchemaSchema.parse(project.outputSchema);
  const { mapping } = draft;
  const columns = new Map<string, Kind>();
  for (const { name, type } of fields) {
    const column = Object.hasOwn(mapping.fields, name) ? mapping.fields[name] : undefined;
    if (column !== undefined) columns.set(column, type === 'number' || type === 'boolean' ? type : 'other');
  }
  for (const column of [mapping.label, draft.purpose === 'past' ? mapping.prediction : undefined])
    if (column !== undefined) columns.set(column, output.kind === 'number' ? 'number' : 'other');
  return (
    <details>
      <summary>
        <Text span size="sm" fw={500}>
          How cells are read
        </Text>
      </summary>
      <Stack gap="sm" mt="xs">
        {[...columns].map(([column, kind]) => (
          <Column
            key={column}
            column={column}
            kind={kind}
            reading={(Object.hasOwn(mapping.reading.columns, column) && mapping.reading.columns[column]) || {}}
            onChange={(part) => onChange(withReading(draft, column, part))}
          />
        ))}
      </Stack>
    </details>
  );
}

type ColumnProps = {
  readonly column: string;
  readonly kind: Kind;
  readonly reading: ColumnReading;
  readonly onChange: (part: Partial<ColumnReading>) => void;
};

function Column({ column, kind, reading, onChange }: ColumnProps) {
  return (
    <Stack gap={4} role="group" aria-label={`How ${column} is read`}>
      <Text size="sm">{column}</Text>
      {kind === 'number' && (
        <Select
          size="sm"
          label="Its numbers are written"
          allowDeselect={false}
          data={NUMBERS}
          value={reading.numbers ?? '1234.5'}
          onChange={(value) => {
            const numbers = NUMBER_FORMATS.find((one) => one === value);
            if (numbers) onChange({ numbers });
          }}
        />
      )}
      {kind === 'boolean' && (
        <>
          <TagsInput size="sm" label="True" value={[...(reading.yes ?? YES)]} onChange={(yes) => onChange({ yes })} />
          <TagsInput size="sm" label="False" value={[...(reading.no ?? NO)]} onChange={(no) => onChange({ no })} />
        </>
      )}
      <TagsInput
        size="sm"
        label="Words that count as empty"
        description="Besides a cell with nothing in it"
        value={reading.missing ?? []}
        onChange={(missing) => onChange({ missing })}
      />
    </Stack>
  );
}
