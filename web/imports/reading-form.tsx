import { inputSchemaSchema, outputSchemaSchema, type FieldType } from '@handrail/shared/schema';
import { Stack, Text } from '@mantine/core';
import { useProject } from '../lib/session';
import { useState } from 'react';
import { CellReading, type CellKind } from '../ui/cell-reading';
import { withReading, type ImportDraft } from './import-draft';

const KINDS: Readonly<Partial<Record<FieldType, CellKind>>> = {
  number: 'number',
  boolean: 'boolean',
  'date-time': 'time',
};

type Props = { readonly draft: ImportDraft; readonly onChange: (draft: ImportDraft) => void };

/** How the cells of each mapped column are read: what was guessed, and can be said otherwise. */
export function ReadingForm({ draft, onChange }: Props) {
  const project = useProject();
  const { fields } = inputSchemaSchema.parse(project.inputSchema);
  const output = outputSchemaSchema.parse(project.outputSchema);
  const { mapping } = draft;
  const columns = new Map<string, CellKind>();
  for (const { name, type } of fields) {
    const column = Object.hasOwn(mapping.fields, name) ? mapping.fields[name] : undefined;
    if (column !== undefined) columns.set(column, KINDS[type] ?? 'other');
  }
  if (mapping.time !== undefined) columns.set(mapping.time, 'time');
  for (const column of [mapping.label, draft.purpose === 'past' ? mapping.prediction : undefined])
    if (column !== undefined) columns.set(column, output.kind === 'number' ? 'number' : 'other');
  // What is to be said by somebody is not to be looked for first.
  const [isOpen] = useState(() => Object.values(mapping.reading.columns).some(({ numbers }) => numbers === 'unclear'));
  return (
    <details open={isOpen}>
      <summary>
        <Text span size="sm" fw={500}>
          How cells are read
        </Text>
      </summary>
      <Stack gap="sm" mt="xs">
        {[...columns].map(([column, kind]) => (
          <CellReading
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
