import type { SourceRow } from '@handrail/shared/imports';
import { own, inputSchemaSchema, outputSchemaSchema } from '@handrail/shared/schema';
import { Select, Stack, Text } from '@mantine/core';
import { useProject } from '../lib/session';
import { foreignWords, withField, withPart, withWord, type ImportDraft, type MappedPart } from './import-draft';
import { isolated } from '../ui/visible-text';

type Props = {
  readonly columns: readonly string[];
  /** The first rows as the file has them. */
  readonly rows: readonly SourceRow[];
  readonly draft: ImportDraft;
  readonly onChange: (draft: ImportDraft) => void;
};
type Part = { readonly part: MappedPart; readonly label: string; readonly none: string };

const LABEL: Part = { part: 'label', label: 'Label', none: 'No label' };
const PAST: readonly Part[] = [
  { part: 'prediction', label: 'What the system predicted', none: 'Choose a column' },
  { part: 'confidence', label: 'Its confidence', none: 'Not known' },
];
const MORE: readonly Part[] = [
  { part: 'time', label: 'When it was labelled', none: 'The time of the import' },
  { part: 'key', label: 'What tells rows apart', none: 'Their number' },
  { part: 'segment', label: 'Segment', none: 'None' },
  { part: 'annotator', label: 'Who labelled it', none: 'Not known' },
  { part: 'selectionProb', label: 'Probability of being labelled', none: 'Not known: no estimate counts them' },
];

/** Which column of the file becomes what. */
export function MappingForm({ columns, rows, draft, onChange }: Props) {
  const project = useProject();
  const { fields } = inputSchemaSchema.parse(project.inputSchema);
  const output = outputSchemaSchema.parse(project.outputSchema);
  const labels = 'labels' in output ? output.labels : [];
  const words =
    labels.length === 0
      ? []
      : foreignWords(
          rows,
          draft,
          labels.flatMap(({ value, title }) => [value, title ?? value]),
        );
  const parts = [LABEL, ...(draft.purpose === 'past' ? PAST : []), ...MORE];
  return (
    <Stack gap="xs">
      <Text size="sm" fw={500}>
        Read from which column
      </Text>
      {fields.map(({ name, title, required }) => (
        <Column
          key={name}
          label={`${isolated(title ?? name)}${required ? '' : ', where there is one'}`}
          none={required ? 'Choose a column' : 'Left empty'}
          columns={columns}
          value={own(draft.mapping.fields, name)}
          onChange={(column) => onChange(withField(draft, name, column))}
        />
      ))}
      {parts.map(({ part, label, none }) => (
        <Column
          key={part}
          label={label}
          none={none}
          columns={columns}
          value={draft.mapping[part]}
          onChange={(column) => onChange(withPart(draft, part, column))}
        />
      ))}
      {words.length > 0 && (
        <Text size="sm" fw={500}>
          Words that are no label here
        </Text>
      )}
      {words.map((word) => (
        <Select
          key={word}
          size="sm"
          label={`“${word}” means`}
          placeholder="Left as it is: such rows do not fit"
          clearable
          data={labels.map(({ value, title }) => ({ value, label: isolated(title ?? value) }))}
          value={draft.mapping.values[word] ?? null}
          onChange={(label) => onChange(withWord(draft, word, label))}
        />
      ))}
    </Stack>
  );
}

type ColumnProps = {
  readonly label: string;
  readonly none: string;
  readonly columns: readonly string[];
  readonly value: string | undefined;
  readonly onChange: (column: string | null) => void;
};

function Column({ label, none, columns, value, onChange }: ColumnProps) {
  return (
    <Select
      size="sm"
      label={label}
      placeholder={none}
      clearable
      searchable
      data={[...columns]}
      value={value ?? null}
      onChange={onChange}
    />
  );
}
