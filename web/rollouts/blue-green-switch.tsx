import { Button, Group, Paper, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { ArrowLeft, ArrowRight } from 'lucide-react';
import { useState } from 'react';
import { SwitchBlueGreenDocument, type RolloutPartsFragment } from '../lib/generated/graphql';
import { can, useProject } from '../lib/session';
import { Notice } from '../ui/notice';
import { EndedMeanwhile } from './ended-meanwhile';
import { useMove } from './use-move';
import { incumbentOf } from './words';
import { UserText } from '../ui/user-text';
import { isolated } from '../ui/visible-text';

/** Both sides, what each does now, and the one switch between them. */
export function BlueGreenSwitch({ rollout }: { readonly rollout: RolloutPartsFragment }) {
  const project = useProject();
  const { plan, share, status, id } = rollout;
  const [reason, setReason] = useState('');
  const [isAsked, setAsked] = useState(false);
  const { move, problem, isMoving } = useMove(SwitchBlueGreenDocument, 'switchBlueGreen');
  const isGreen = share === 1;
  const isRunning = status === 'RUNNING';
  const to = isGreen ? incumbentOf(plan.incumbent) : plan.challenger;
  const flip = (): void => {
    const why = reason.trim();
    setAsked(why === '');
    if (why === '') return;
    const input = { rolloutId: id, toGreen: !isGreen, reason: why };
    void move({ input }, `${to} answers every case now.`).then((isDone) => isDone && setReason(''));
  };
  return (
    <section aria-label="Blue and green">
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
        <Side name="Blue" machine={incumbentOf(plan.incumbent)} answers={!isGreen} isRunning={isRunning} />
        <Side name="Green" machine={plan.challenger} answers={isGreen} isRunning={isRunning} />
      </SimpleGrid>
      {isRunning && <AutomationBeside rollout={rollout} />}
      {!isRunning && <EndedMeanwhile message={problem} reason={reason} />}
      {isRunning && can(project, 'rollouts:move') && (
        <Stack gap="xs" mt="md">
          <TextInput
            label="Why do you switch?"
            error={isAsked && reason.trim() === '' ? 'Say why first.' : undefined}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Group>
            <Button
              size="md"
              loading={isMoving}
              leftSection={isGreen ? <ArrowLeft size={18} aria-hidden /> : undefined}
              rightSection={isGreen ? undefined : <ArrowRight size={18} aria-hidden />}
              onClick={flip}
            >
              {isGreen ? `Switch back to blue: ${to}` : `Switch to green: ${to}`}
            </Button>
            <Text size="xs" c="dimmed">
              Every case from the next one on, on every process within a second.
            </Text>
          </Group>
          {problem && <Notice tone="bad">{problem}</Notice>}
        </Stack>
      )}
    </section>
  );
}

/** What the switch does to people's work: two machines seldom mean the same by a confidence of 0.95. */
function AutomationBeside({ rollout: { plan, standing } }: { readonly rollout: RolloutPartsFragment }) {
  const { asked = 0, pairedAutomated } = standing?.evidence ?? {};
  if (asked === 0 || !pairedAutomated)
    return (
      <Text size="sm" c="dimmed" mt="sm">
        Not enough data yet: no case was answered by both, so what a switch would do to people’s work is not known.
      </Text>
    );
  const blue = (pairedAutomated.incumbentOnly + pairedAutomated.both) / asked;
  const green = (pairedAutomated.challengerOnly + pairedAutomated.both) / asked;
  const says = `Of ${asked.toLocaleString('en')} cases that both were asked, blue would decide ${wholePercent(blue)} without a person and green ${wholePercent(green)}, by the thresholds in force.`;
  const isFewer = green < blue * FEWER;
  return (
    <Notice tone={isFewer ? 'bad' : 'note'} title={isFewer ? 'Green sends more cases to people' : undefined}>
      {says}
      {isFewer &&
        ` ${isolated(plan.challenger)} may mean something else by its confidence: choose the thresholds for it on the ladder page before you switch.`}
    </Notice>
  );
}

/** Below this much of blue's share the switch is warned of. */
const FEWER = 0.9;

function wholePercent(share: number): string {
  return `${Math.round(100 * share)} %`;
}

type SideProps = {
  readonly name: string;
  readonly machine: string;
  readonly answers: boolean;
  readonly isRunning: boolean;
};

function Side({ name, machine, answers, isRunning }: SideProps) {
  const says = answers ? 'Answers every case.' : 'Predicts every case unseen, so that the way stays measured.';
  return (
    <Paper withBorder p="md" className={answers && isRunning ? 'side-on' : ''} component="section" aria-label={name}>
      <Text size="xs" c="dimmed">
        <UserText text={name} />
      </Text>
      <Text fw={600}>{machine}</Text>
      <Text size="sm">{isRunning ? says : 'The rollout has ended.'}</Text>
    </Paper>
  );
}
