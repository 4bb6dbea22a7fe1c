import { useMutation } from '@apollo/client/react';
import { Select, Stack, Text, Title } from '@mantine/core';
import { DatasetDocument, ScheduleDatasetDocument, type DatasetPartsFragment } from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { useProject } from '../lib/session';
import { Failed } from '../ui/states';
import { When } from '../ui/when';
import { isolated } from '../ui/visible-text';

const NEVER = 'never';
const USUAL = [
  { value: NEVER, label: 'Only when somebody asks' },
  { value: '60', label: 'Every hour' },
  { value: '1440', label: 'Every day' },
  { value: '10080', label: 'Every week' },
];

/** How often new versions of this name are frozen by themselves. */
export function DatasetSchedule({ version }: { readonly version: DatasetPartsFragment }) {
  const project = useProject();
  const [set, { loading, error }] = useMutation(ScheduleDatasetDocument, { refetchQueries: [DatasetDocument] });
  const value = version.everyMinutes === null ? NEVER : String(version.everyMinutes);
  // Over REST any number of minutes can be set.
  const choices = USUAL.some((choice) => choice.value === value)
    ? USUAL
    : [...USUAL, { value, label: `Every ${value} minutes` }];
  const change = (chosen: string | null): void => {
    const everyMinutes = chosen === null || chosen === NEVER ? null : Number(chosen);
    const input = { projectId: project.id, name: version.name, everyMinutes };
    void set({ variables: { input } });
  };
  return (
    <Stack gap="xs" component="section" aria-label="By itself">
      <Title order={2} size="h5">
        By itself
      </Title>
      <Select
        label={`New versions of ${isolated(version.name)} are frozen`}
        maw={320}
        allowDeselect={false}
        data={choices}
        value={value}
        disabled={loading}
        onChange={change}
      />
      <Text size="sm">
        {version.nextAt === null ? (
          'A version that is due is frozen only if labels came since the last one.'
        ) : (
          <>
            The next is due <When iso={version.nextAt} />, if labels came until then.
          </>
        )}{' '}
        Files that are kept no longer are made again when somebody asks, byte for byte the same.
      </Text>
      {error && <Failed message={messageOf(error)} />}
    </Stack>
  );
}
