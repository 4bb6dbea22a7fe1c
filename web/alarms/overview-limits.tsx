import { useMutation, useQuery } from '@apollo/client/react';
import { overviewLimitsSchema, type OverviewLimits as Limits } from '@handrail/shared/monitoring';
import { Button, Group, SimpleGrid, Text, Title } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import {
  OverviewLimitsDocument,
  SaveOverviewLimitsDocument,
  UndoOverviewLimitsDocument,
  type OverviewLimitsPartsFragment,
} from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { useReadAgain } from '../lib/pulse';
import { can, useProject } from '../lib/session';
import { NumberField } from '../ui/number-field';
import { Failed, Loading } from '../ui/states';
import { When } from '../ui/when';

type Field = {
  readonly of: keyof Limits;
  readonly label: string;
  /** What is typed is so many times what is kept. */
  readonly times: number;
  readonly nothing?: string;
};
const FIELDS: readonly Field[] = [
  { of: 'latencyMs', label: 'Latency, 95th percentile, at most (ms)', times: 1, nothing: 'The latency budget' },
  { of: 'errorRate', label: 'Error rate, at most (%)', times: 100 },
  { of: 'reviewAgeSeconds', label: 'Oldest review, at most (hours)', times: 1 / 3600 },
  { of: 'casesLeft', label: 'Cases, at least of the day before (%)', times: 100 },
  { of: 'automatedMoves', label: 'Automated share moves, at most (points)', times: 100 },
  { of: 'agreementFalls', label: 'Agreement falls, at most (points)', times: 100 },
];

/** From when on Monitoring says that something is not all right. */
export function OverviewLimits() {
  const project = useProject();
  const { data, error, refetch } = useQuery(OverviewLimitsDocument, { variables: { projectId: project.id } });
  useReadAgain('alarmsMark', () => refetch());
  return (
    <section aria-labelledby="limits">
      <Title order={2} size="h4" id="limits">
        Limits of the overview
      </Title>
      <Text size="sm" mb="xs">
        “Is it all right?” holds the last day against these. They raise no alarm; rules do.
      </Text>
      {error && !data && <Failed message={messageOf(error)} onRetry={() => void refetch()} />}
      {!error && !data && <Loading lines={3} />}
      {data && <LimitsForm key={data.overviewLimits.version} limits={data.overviewLimits} />}
    </section>
  );
}

type Draft = Readonly<Record<keyof Limits, number | null>>;

function LimitsForm({ limits }: { readonly limits: OverviewLimitsPartsFragment }) {
  const project = useProject();
  const { version, changedBy, changedAt } = limits;
  const [draft, setDraft] = useState<Draft>(() => draftOf(limits));
  const [errors, setErrors] = useState<Readonly<Partial<Record<string, string>>>>({});
  const [save, saving] = useMutation(SaveOverviewLimitsDocument, { refetchQueries: [OverviewLimitsDocument] });
  const [undo, undoing] = useMutation(UndoOverviewLimitsDocument, { refetchQueries: [OverviewLimitsDocument] });
  const failure = saving.error ?? undoing.error;
  const mayEdit = can(project, 'monitoring:edit');
  const seen = { projectId: project.id, expectedVersion: version };
  const isChanged = FIELDS.some(({ of }) => draft[of] !== draftOf(limits)[of]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const checked = overviewLimitsSchema.safeParse(draft);
    if (!checked.success)
      return setErrors(Object.fromEntries(checked.error.issues.map(({ path, message }) => [String(path[0]), message])));
    setErrors({});
    void save({ variables: { input: { ...seen, limits: checked.data } } });
  };
  return (
    <form onSubmit={submit} noValidate>
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
        {FIELDS.map(({ of, label, times, nothing }) => (
          <NumberField
            key={of}
            label={label}
            placeholder={nothing}
            disabled={!mayEdit}
            error={errors[of]}
            min={0}
            isNeeded={nothing === undefined}
            times={times}
            value={draft[of]}
            onChange={(given) => setDraft({ ...draft, [of]: given })}
          />
        ))}
      </SimpleGrid>
      <Group gap="sm" mt="sm">
        <Text size="xs" c="dimmed">
          {changedAt && changedBy ? (
            <>
              Set by {changedBy} <When iso={changedAt} />
            </>
          ) : (
            'As they come; nobody changed them.'
          )}
        </Text>
        {mayEdit && (
          <Button type="submit" size="sm" disabled={!isChanged} loading={saving.loading}>
            Save limits
          </Button>
        )}
        {mayEdit && version > 0 && (
          <Button size="sm" variant="default" loading={undoing.loading} onClick={() => void undo({ variables: seen })}>
            Undo the last change
          </Button>
        )}
      </Group>
      {failure && <Failed message={messageOf(failure)} />}
    </form>
  );
}

function draftOf(limits: OverviewLimitsPartsFragment): Draft {
  const { latencyMs = null, errorRate, reviewAgeSeconds, casesLeft, automatedMoves, agreementFalls } = limits;
  return { latencyMs, errorRate, reviewAgeSeconds, casesLeft, automatedMoves, agreementFalls };
}
