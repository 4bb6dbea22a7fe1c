import { NO, NUMBER_FORMATS, YES, ZONES, type ColumnReading, type NumberFormat } from '@handrail/shared/imports';
import { Select, Stack, TagsInput, Text } from '@mantine/core';
import { UserText } from './user-text';

/** What a column is read as. */
export type CellKind = 'number' | 'boolean' | 'time' | 'other';

const NUMBERS: readonly { readonly value: NumberFormat; readonly label: string }[] = NUMBER_FORMATS.map((value) => ({
  value,
  label: value === 'unclear' ? 'Not clear: say which' : `Like ${value}`,
}));

const IN_ZONES = ZONES.map((value) => ({ value, label: value === 'Z' ? 'UTC' : `UTC${value.replace('-', '−')}` }));

type Props = {
  readonly column: string;
  readonly kind: CellKind;
  readonly reading: ColumnReading;
  readonly onChange: (part: Partial<ColumnReading>) => void;
};

/** How the cells of a column are read: what was guessed, and can be said otherwise. */
export function CellReading({ column, kind, reading, onChange }: Props) {
  return (
    <Stack gap={4} role="group" aria-label={`How ${column} is read`}>
      <Text size="sm">
        <UserText text={column} />
      </Text>
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
      {kind === 'time' && (
        <Select
          size="sm"
          label="Time zone"
          description="Of times that name none"
          allowDeselect={false}
          searchable
          data={IN_ZONES}
          value={reading.zone ?? 'Z'}
          onChange={(value) => {
            const zone = ZONES.find((one) => one === value);
            if (zone) onChange({ zone });
          }}
        />
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
