import { useMutation } from '@apollo/client/react';
import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { KEPT_SHADOWS } from '@handrail/shared/deciders';
import {
  SetTrainingScheduleDocument,
  TrainingsDocument,
  type TrainingSchedulePartsFragment,
} from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { can, useProject } from '../lib/session';
import { count } from '../ui/format';
import { NumberField } from '../ui/number-field';
import { Failed } from '../ui/states';

type Props = { readonly name: string; readonly schedule: TrainingSchedulePartsFragment | null };

const USUAL = 200;
const FEWEST = 10;

/** After how many new labels it is trained anew, by itself. */
export function TrainSchedule({ name, schedule }: Props) {
  const project = useProject();
  const [every, setEvery] = useState<number | null>(schedule?.everyLabels ?? USUAL);
  const [set, { loading, error }] = useMutation(SetTrainingScheduleDocument, { refetchQueries: [TrainingsDocument] });
  const save = (everyLabels: number | null): void =>
    void set({ variables: { input: { projectId: project.id, name, everyLabels } } });
  const isFit = every !== null && every >= FEWEST;
  return (
    <Stack gap="xs" component="section" aria-label="Schedule">
      <Title order={3} size="h5">
        By itself
      </Title>
      <Text size="sm">
        {schedule
          ? `Trained anew after every ${count(schedule.everyLabels)} new labels; ${count(schedule.newLabels)} have come since the last time.`
          : 'It is trained only when somebody asks for it.'}{' '}
        Of what is trained here, the {KEPT_SHADOWS} newest stay in shadow.
      </Text>
      {can(project, 'deciders:train') && (
        <Group align="flex-end" gap="sm">
          <NumberField
            label="New labels before the next training"
            min={FEWEST}
            max={1_000_000}
            isWhole
            value={every}
            onChange={setEvery}
            error={isFit ? undefined : `at least ${FEWEST}`}
          />
          <Button
            variant="default"
            loading={loading}
            disabled={!isFit || every === schedule?.everyLabels}
            onClick={() => every !== null && save(every)}
          >
            {schedule ? 'Change' : 'Set'}
          </Button>
          {schedule && (
            <Button variant="default" loading={loading} onClick={() => save(null)}>
              End it
            </Button>
          )}
        </Group>
      )}
      {error && <Failed message={messageOf(error)} />}
    </Stack>
  );
}
