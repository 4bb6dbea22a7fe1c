import { own, inputSchemaSchema } from '@handrail/shared/schema';
import { NativeSelect, Stack, Text } from '@mantine/core';
import { can, useProject } from '../lib/session';
import { protectionOf, withProtection, type DatasetSearch } from './definition-search';
import { isolated } from '../ui/visible-text';

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
  const project = useProject();
  const { fields } = inputSchemaSchema.parse(project.inputSchema);
  const protection = protectionOf(search);
  return (
    <Stack gap={4}>
      <Text size="sm" fw={500}>
        Fields in the file
      </Text>
      {fields.map(({ name, title, personal }) => {
        const usual = personal ?? 'keep';
        const isFree = personal === undefined || can(project, 'personal:read');
        return (
          <NativeSelect
            key={name}
            size="sm"
            label={isolated(title ?? name)}
            {...(personal && { description: 'Personal data' })}
            data={isFree ? WAYS : WAYS.filter(({ value }) => value === personal || value === 'drop')}
            value={own(protection, name) ?? usual}
            onChange={({ currentTarget: { value: way } }) =>
              onChange({ protect: withProtection(search, name, { way, usual }) })
            }
          />
        );
      })}
    </Stack>
  );
}
