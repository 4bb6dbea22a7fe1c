import { Button, Group, Paper, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { ArrowLeft, ArrowRight } from 'lucide-react';
import { useState } from 'react';
import { SwitchBlueGreenDocument, type RolloutPartsFragment } from '../lib/generated/graphql';
import { can, useProject } from '../lib/session';
import { Unread } from '../lib/unread';
import { Notice } from '../ui/notice';
import { AutomationNotice } from './automation-notice';
import { EndedMeanwhile } from './ended-meanwhile';
import { useKnownBefore } from './use-known-before';
import { useMove } from './use-move';
import { incumbentOf, METRIC_WORDS } from './words';
import { UserText } from '../ui/user-text';

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
      {isRunning && <FailsAlready {...rollout} />}
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

/** What the switch does to people’s work, by this rollout’s cases, and until there are any by those before it. */
function AutomationBeside({ rollout: { plan, standing } }: { readonly rollout: RolloutPartsFragment }) {
  const { policy } = useProject();
  const { known, query } = useKnownBefore(plan.challenger, plan.incumbent ?? policy?.settings.previousSystem ?? null);
  const before = known?.automation;
  const { asked = 0, pairedAutomated } = standing?.evidence ?? {};
  const names = { incumbent: 'blue', challenger: 'green' };
  if (asked > 0 && pairedAutomated) {
    const { incumbentOnly, challengerOnly, both } = pairedAutomated;
    return (
      <AutomationNotice
        names={names}
        asked={asked}
        incumbent={incumbentOnly + both}
        challenger={challengerOnly + both}
      />
    );
  }
  if (before && before.asked > 0) return <AutomationNotice names={names} of="cases before this rollout" {...before} />;
  if (query.error) return <Unread what="What a switch would do to people’s work" query={query} />;
  return (
    <Text size="sm" c="dimmed" mt="sm">
      Not enough data yet: no case was answered by both, so what a switch would do to people’s work is not known.
    </Text>
  );
}

/** What a switch would meet at once. */
function FailsAlready({ standing, share }: RolloutPartsFragment) {
  const failing = (standing?.guardrails ?? []).filter(({ verdict }) => verdict === 'FAIL');
  if (share > 0 || failing.length === 0) return null;
  const names = failing.map(({ metric }) => METRIC_WORDS[metric].name).join(' and ');
  return (
    <Notice tone="bad" title="Known before the switch">
      {names} {failing.length === 1 ? 'fails' : 'fail'} already: switched to green, it would be rolled back at once.
    </Notice>
  );
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
