import { useMutation, useQuery } from '@apollo/client/react';
import { Button, Checkbox, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useEffect, useState } from 'react';
import { FEWEST_LABELS } from '@handrail/shared/deciders';
import { TrainDeciderDocument, TrainingLabelsDocument, TrainingsDocument } from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { useReadAgain } from '../lib/pulse';
import { can, useProject } from '../lib/session';
import { Unread } from '../lib/unread';
import { count } from '../ui/format';
import { Notice } from '../ui/notice';
import { Failed, Loading } from '../ui/states';
import { TrainHistory } from './train-history';
import { TrainSchedule } from './train-schedule';

const LOOK_EVERY_MS = 1000;

/** Has the next version trained on the project's labels, and shows how it goes. */
export function TrainPanel({ name }: { readonly name: string }) {
  const project = useProject();
  const { data, error, refetch, startPolling, stopPolling } = useQuery(TrainingsDocument, {
    variables: { projectId: project.id, name },
  });
  useReadAgain('projectMark', () => refetch());
  const isUnderWay = data?.trainings.some(({ status }) => status === 'QUEUED' || status === 'RUNNING') ?? false;
  // How far a training is, is not pushed: the server is asked while one is under way.
  useEffect(() => {
    if (!isUnderWay) return undefined;
    startPolling(LOOK_EVERY_MS);
    return stopPolling;
  }, [isUnderWay, startPolling, stopPolling]);
  if (error && !data) return <Failed message={messageOf(error)} onRetry={() => void refetch()} />;
  if (!data) return <Loading lines={4} />;
  return (
    <Paper withBorder p="md" component="section" aria-label="Training">
      <Stack gap="md">
        <Title order={2} size="h4">
          Train from labels
        </Title>
        {can(project, 'deciders:train') && <TrainForm name={name} isUnderWay={isUnderWay} />}
        <TrainHistory trainings={data.trainings} />
        <TrainSchedule
          key={data.trainingSchedule?.updatedAt ?? 'none'}
          name={name}
          schedule={data.trainingSchedule ?? null}
        />
      </Stack>
    </Paper>
  );
}

function TrainForm({ name, isUnderWay }: { readonly name: string; readonly isUnderWay: boolean }) {
  const project = useProject();
  const [options, setOptions] = useState({ blindOnly: true, weighted: false });
  const labels = useQuery(TrainingLabelsDocument, { variables: { projectId: project.id, options } });
  useReadAgain('decisionsMark', () => labels.refetch());
  const [train, { loading, error, data }] = useMutation(TrainDeciderDocument, { refetchQueries: [TrainingsDocument] });
  const available = (labels.data ?? labels.previousData)?.trainingLabels;
  const start = (): void => void train({ variables: { input: { projectId: project.id, name, options } } });
  const underWay = data?.trainDecider.__typename === 'TrainingUnderWay' ? data.trainDecider.message : null;
  return (
    <Stack gap="xs">
      <Text size="sm">
        A fifth of the cases measures the new version and never teaches it. It starts in shadow: it predicts beside the
        champion, unseen, until somebody lets it do more.
      </Text>
      <Group gap="lg">
        <Checkbox
          label="Blind labels only"
          description="Labels given in view of a suggestion lean towards it"
          checked={options.blindOnly}
          onChange={({ currentTarget: { checked } }) => setOptions({ ...options, blindOnly: checked })}
        />
        <Checkbox
          label="Weighted by 1/propensity"
          description="So that the labels stand for all cases, not for the doubtful ones"
          checked={options.weighted}
          onChange={({ currentTarget: { checked } }) => setOptions({ ...options, weighted: checked })}
        />
      </Group>
      <Group gap="sm">
        <Button onClick={start} loading={loading} disabled={isUnderWay}>
          Train on {available === undefined ? '…' : count(available)} labels
        </Button>
        <Text size="sm" c="dimmed" aria-live="polite">
          {isUnderWay
            ? 'One is under way.'
            : available !== undefined && available < FEWEST_LABELS
              ? `It needs at least ${FEWEST_LABELS}.`
              : ''}
        </Text>
      </Group>
      <Unread what="How many labels there are" query={labels} />
      {error && <Failed message={messageOf(error)} />}
      {underWay !== null && <Notice tone="note">{underWay}</Notice>}
    </Stack>
  );
}
