import { inputSchemaSchema } from '@handrail/shared/schema';
import { NativeSelect, Stack, Text } from '@mantine/core';
import { useProject } from '../lib/session';
import { protectionOf, withProtection, type DatasetSearch } from './definition-search';

const WAYS = [
  { value: 'keep', label: 'as it is' },
  { value: 'drop', label: 'left out' },
  { value: 'hash', label: 'as a code' },
  { value: 'mask', label: 'masked' },
];

type Props = {
  readonly search: DatasetSearch;
  readonly onChange: (change: { protect: string | undefined }) => void;
};

/** What of a case may leave. */
export function ProtectedFields({ search, onChange }: Props) {
  const { fields } = inputSchemaSchema.parse(useProject().inputSchema);
  const protection = protectionOf(search);
  return (
    <Stack gap={4}>
      <Text size="sm" fw={500}>
        Fields in the file
      </Text>
      {fields.map(({ name, title }) => (
        <NativeSelect
          key={name}
          size="sm"
          label={title ?? name}
          data={WAYS}
          value={protection[name] ?? 'keep'}
          onChange={(event) => onChange({ protect: withProtection(search, name, event.currentTarget.value) })}
        />
      ))}
    </Stack>
  );
}
