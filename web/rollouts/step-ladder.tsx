import { Text } from '@mantine/core';
import { CircleCheck, CircleDot, CircleDashed } from 'lucide-react';
import type { RolloutPartsFragment } from '../lib/generated/graphql';
import { count } from '../ui/format';
import { minutesOf, shareOf } from './words';

const MARKS = {
  done: { Icon: CircleCheck, word: 'left' },
  now: { Icon: CircleDot, word: 'here now' },
  ahead: { Icon: CircleDashed, word: 'ahead' },
} as const;

/** The steps of a canary from the first share to everything; the present one says what it waits for. */
export function StepLadder({ rollout }: { readonly rollout: RolloutPartsFragment }) {
  const { plan, step: present, status, standing } = rollout;
  return (
    <ol className="step-ladder" aria-label="Steps">
      {plan.steps.map((step, index) => {
        const isPast = index < present || status === 'FINISHED';
        const where = isPast ? 'done' : index === present ? 'now' : 'ahead';
        const { Icon, word } = MARKS[where];
        return (
          <li key={step.share} data-where={where} aria-current={where === 'now' ? 'step' : undefined}>
            <div className="step-head">
              <Icon size={18} aria-label={word} />
              <Text fw={600}>{shareOf(step.share)}</Text>
              <div className="bar" aria-hidden>
                <div className="bar-fill" style={{ width: `${100 * step.share}%` }} />
              </div>
            </div>
            <Text size="xs" c="dimmed">
              {holdsOf(step)}
            </Text>
            {where === 'now' && status === 'RUNNING' && standing && standing.waiting.length > 0 && (
              <Text size="sm">Waits for {waitsOf(standing.waiting)}</Text>
            )}
            {where === 'now' && rollout.isStepApproved && status === 'RUNNING' && (
              <Text size="sm">Leaving it is approved</Text>
            )}
            {where === 'now' && status !== 'RUNNING' && <Text size="sm">Ended here</Text>}
          </li>
        );
      })}
    </ol>
  );
}

function holdsOf(step: RolloutPartsFragment['plan']['steps'][number]): string {
  const { minimumMinutes, minimumCases, minimumLabels, approval } = step;
  const parts = [
    minimumMinutes > 0 ? minutesOf(minimumMinutes) : '',
    minimumCases > 0 ? `${count(minimumCases)} cases` : '',
    minimumLabels > 0 ? `${count(minimumLabels)} blind labels` : '',
    approval ? 'somebody approves' : '',
  ].filter(Boolean);
  return parts.length === 0 ? 'nothing to wait for' : parts.join(', ');
}

type Waiting = NonNullable<RolloutPartsFragment['standing']>['waiting'];

/** What is still lacking, in short; the sentence above says it in full. */
function waitsOf(waiting: Waiting): string {
  const guardrails = waiting.filter(({ kind }) => kind === 'GUARDRAIL').length;
  const rest = waiting.filter(({ kind }) => kind !== 'GUARDRAIL').map(({ sentence }) => sentence);
  return [...rest, ...(guardrails > 0 ? [`${guardrails} guardrail${guardrails > 1 ? 's' : ''}`] : [])].join(', ');
}
