import { useMutation } from '@apollo/client/react';
import { trainingProgressSchema } from '@handrail/shared/deciders';
import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import {
  CancelTrainingDocument,
  RemoveTrainingDocument,
  TrainingsDocument,
  type TrainingPartsFragment,
  type TrainingStatus,
  type TrainingTrigger,
} from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { can, useProject } from '../lib/session';
import { count } from '../ui/format';
import { Empty, Failed } from '../ui/states';
import { When } from '../ui/when';

const STATUS: Readonly<Record<TrainingStatus, string>> = {
  QUEUED: 'waits',
  RUNNING: 'under way',
  DONE: 'done',
  FAILED: 'failed',
  CANCELLED: 'called off',
};
const TRIGGER: Readonly<Record<TrainingTrigger, string>> = {
  BUTTON: 'asked for by',
  API: 'asked for over REST by',
  SCHEDULE: 'as scheduled, by',
  DEMO: 'by',
};

/** The last trainings, newest first; the one under way with how far it is. */
export function TrainHistory({ trainings }: { readonly trainings: readonly TrainingPartsFragment[] }) {
  if (trainings.length === 0)
    return (
      <Empty title="Not trained yet" isSmall>
        What the trainer makes of the labels stands here, also why it could not.
      </Empty>
    );
  return (
    <Stack gap="xs" component="ol" m={0} p={0} className="plain-list" aria-label="Last trainings">
      {trainings.map((training) => (
        <TrainingLine key={training.id} training={training} />
      ))}
    </Stack>
  );
}

function TrainingLine({ training }: { readonly training: TrainingPartsFragment }) {
  const project = useProject();
  const [cancel, cancelling] = useMutation(CancelTrainingDocument, { refetchQueries: [TrainingsDocument] });
  const [remove, removing] = useMutation(RemoveTrainingDocument, { refetchQueries: [TrainingsDocument] });
  const { id, status, outcome, trigger, askedBy, createdAt, startedAt, endedAt } = training;
  const failure = cancelling.error ?? removing.error;
  const isUnderWay = status === 'QUEUED' || status === 'RUNNING';
  const tookS = startedAt && endedAt ? (Date.parse(endedAt) - Date.parse(startedAt)) / 1000 : null;
  return (
    <li>
      <Group justify="space-between" gap="xs" align="flex-start">
        <Stack gap={2} flex={1} miw={220}>
          <Text size="sm">
            <Text span fw={600} size="sm">
              {status === 'DONE' && training.version !== null ? `Version ${training.version}` : STATUS[status]}
            </Text>
            , {TRIGGER[trigger]} {askedBy}, <When iso={createdAt} />
            {tookS !== null && `, ${tookS < 10 ? tookS.toFixed(1) : count(Math.round(tookS))} s`}
          </Text>
          {outcome !== null && (
            <Text size="sm" {...(status === 'FAILED' ? { role: 'alert' } : { c: 'dimmed' })}>
              {outcome}
            </Text>
          )}
          {failure && <Failed message={messageOf(failure)} />}
          {isUnderWay && <HowFar progress={training.progress} isQueued={status === 'QUEUED'} />}
        </Stack>
        {isUnderWay && can(project, 'deciders:train') && (
          <Button
            size="compact-sm"
            variant="default"
            loading={cancelling.loading}
            onClick={() => void cancel({ variables: { id } })}
          >
            Call it off
          </Button>
        )}
        {!isUnderWay && can(project, 'deciders:train') && (
          <Button
            size="compact-sm"
            variant="subtle"
            loading={removing.loading}
            aria-label={`Remove the training of ${createdAt}`}
            onClick={() => void remove({ variables: { id }, errorPolicy: 'all' })}
          >
            Remove
          </Button>
        )}
      </Group>
    </li>
  );
}

function HowFar({ progress, isQueued }: { readonly progress: unknown; readonly isQueued: boolean }) {
  const parsed = trainingProgressSchema.nullable().safeParse(progress);
  const said = parsed.success ? parsed.data : null;
  const share = said?.total ? said.done / said.total : null;
  const words =
    said === null
      ? isQueued
        ? 'waits for a worker'
        : 'begins'
      : said.phase === 'reading'
        ? `${count(said.done)} ${said.detail}`
        : said.detail;
  return (
    <Stack gap={4} maw={420}>
      <Progress
        value={100 * (share ?? 1)}
        striped={share === null}
        animated={share === null}
        aria-label="How far it is"
      />
      <Text size="xs" c="dimmed" aria-live="polite">
        {words}
      </Text>
    </Stack>
  );
}
