import { Button, Group, Paper, Stack, Text, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import {
  ApproveStepDocument,
  FinishRolloutDocument,
  RollBackDocument,
  WithdrawApprovalDocument,
  type RolloutPartsFragment,
} from '../lib/generated/graphql';
import { Notice } from '../ui/notice';
import { EndedMeanwhile } from './ended-meanwhile';
import { useMove } from './use-move';
import { incumbentInSentence, shareOf } from './words';
import { UserText } from '../ui/user-text';
import { isolated } from '../ui/visible-text';

/** What a person can do while it runs; the reason is asked once for whichever it is, and outlives the rollout's end. */
export function MovePanel({ rollout }: { readonly rollout: RolloutPartsFragment }) {
  const [reason, setReason] = useState('');
  const [isAsked, setAsked] = useState(false);
  const approve = useMove(ApproveStepDocument, 'approveStep');
  const withdraw = useMove(WithdrawApprovalDocument, 'withdrawApproval');
  const rollBack = useMove(RollBackDocument, 'rollBack');
  const finish = useMove(FinishRolloutDocument, 'finishRollout');
  const { id, plan, step, share } = rollout;
  const next = plan.steps[step + 1];
  const approvable = plan.mode === 'CANARY' && plan.steps[step]?.approval === true && !rollout.isStepApproved;
  const problem = approve.problem ?? withdraw.problem ?? rollBack.problem ?? finish.problem;
  const withReason = (run: (why: string) => Promise<boolean>) => (): void => {
    const why = reason.trim();
    setAsked(why === '');
    if (why === '') return;
    void run(why).then((isDone) => isDone && setReason(''));
  };
  if (rollout.status !== 'RUNNING') return <EndedMeanwhile message={problem} reason={reason} />;
  return (
    <Paper withBorder p="md" component="section" aria-label="What can be done">
      <Stack gap="sm">
        <Title order={2} size="h5">
          What can be done
        </Title>
        <TextInput
          label="Why?"
          description="Everyone sees it in the timeline and in History"
          error={isAsked && reason.trim() === '' ? 'Say why first.' : undefined}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Group gap="xs">
          {approvable && (
            <Button
              loading={approve.isMoving}
              onClick={withReason((why) =>
                approve.move(
                  { input: { rolloutId: id, step, reason: why } },
                  'Approved. It goes on when all else is there.',
                ),
              )}
            >
              {next ? `Approve going on to ${shareOf(next.share)}` : 'Approve finishing it'}
            </Button>
          )}
          {plan.mode === 'CANARY' && rollout.isStepApproved && (
            <Button
              variant="default"
              loading={withdraw.isMoving}
              onClick={withReason((why) =>
                withdraw.move({ input: { rolloutId: id, step, reason: why } }, 'The approval is taken back.'),
              )}
            >
              Take the approval back
            </Button>
          )}
          {plan.mode === 'BLUE_GREEN' && share === 1 && (
            <Button
              className="named-button"
              loading={finish.isMoving}
              onClick={withReason((why) =>
                finish.move({ input: { rolloutId: id, reason: why } }, `${plan.challenger} is the champion.`),
              )}
            >
              {`Keep ${isolated(plan.challenger)} for good`}
            </Button>
          )}
          <Button
            variant="default"
            className="danger"
            loading={rollBack.isMoving}
            onClick={withReason((why) =>
              rollBack.move({ input: { rolloutId: id, reason: why } }, `${plan.challenger} is out.`),
            )}
          >
            Roll back now
          </Button>
        </Group>
        <Text size="xs" c="dimmed">
          Rolling back gives every case to {incumbentInSentence(plan.incumbent)} within a second. It ends this rollout;{' '}
          <UserText text={plan.challenger} /> goes on watching unseen and can be tried again.
        </Text>
        {problem && <Notice tone="bad">{problem}</Notice>}
      </Stack>
    </Paper>
  );
}
