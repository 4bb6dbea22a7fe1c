import { useMutation } from '@apollo/client/react';
import { Button, Group, Text } from '@mantine/core';
import { Link } from '../lib/router';
import { useState, type ReactNode } from 'react';
import { AskAboutDifferingDocument, AskAgainDocument, type SkippedPartsFragment } from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { can, useProject } from '../lib/session';
import { answer, count } from '../ui/format';
import { UserText } from '../ui/user-text';
import { When } from '../ui/when';
import { DecideForm } from './decide-form';
import { isolated } from '../ui/visible-text';

type Done = { readonly onDone: () => unknown };

/** A case that everybody skipped: who, why, and what can be done. */
export function StuckCase({ stuck, onDone }: Done & { readonly stuck: SkippedPartsFragment['stuck'][number] }) {
  const project = useProject();
  const [ask, { loading }] = useMutation(AskAgainDocument);
  const [trouble, setTrouble] = useState<string | null>(null);
  const { caseId, reviewId, waitingSince, skips } = stuck;
  const again = async (reviewer: string): Promise<void> => {
    try {
      await ask({ variables: { input: { projectId: project.id, reviewId, reviewer } } });
      onDone();
    } catch (failure) {
      setTrouble(messageOf(failure));
    }
  };
  const actions = can(project, 'reviews:request')
    ? skips.map(({ reviewer }) => (
        <Button key={reviewer} size="xs" variant="default" loading={loading} onClick={() => void again(reviewer)}>
          Ask <UserText text={reviewer} /> again
        </Button>
      ))
    : [];
  return (
    <Row caseId={caseId} since={waitingSince} actions={actions} trouble={trouble} onDone={onDone}>
      {skips.length === 0
        ? 'asked for, but everybody has answered or seen it'
        : skips
            .map(({ reviewer, reason }) => `${isolated(reviewer)}: ${isolated(reason ?? 'no reason given')}`)
            .join(' · ')}
    </Row>
  );
}

/** A case on which people differ: what they say, and what can be done. */
export function DifferingCase({
  differing,
  onDone,
}: Done & { readonly differing: SkippedPartsFragment['differing'][number] }) {
  const project = useProject();
  const [ask, { loading }] = useMutation(AskAboutDifferingDocument);
  const [trouble, setTrouble] = useState<string | null>(null);
  const { caseId, since, answers, canAsk } = differing;
  const send = async (): Promise<void> => {
    try {
      await ask({ variables: { input: { projectId: project.id, caseIds: [caseId] } } });
      onDone();
    } catch (failure) {
      setTrouble(messageOf(failure));
    }
  };
  const actions =
    canAsk && can(project, 'reviews:request')
      ? [
          <Button key="ask" size="xs" variant="default" loading={loading} onClick={() => void send()}>
            Send to review
          </Button>,
        ]
      : [];
  const said = answers.map(
    ({ value, people, stands }) =>
      `${isolated(answer(value))} (${people === 1 ? '1 person' : `${count(people)} people`}${stands ? ', stands' : ''})`,
  );
  return (
    <Row caseId={caseId} since={since} actions={actions} trouble={trouble} onDone={onDone}>
      {said.join(' · ')}
    </Row>
  );
}

type RowProps = Done & {
  readonly caseId: string;
  readonly since: string;
  readonly actions: readonly ReactNode[];
  readonly trouble: string | null;
  readonly children: string;
};

function Row({ caseId, since, actions, trouble, onDone, children }: RowProps) {
  const project = useProject();
  const [isDeciding, setIsDeciding] = useState(false);
  return (
    <div role="group" aria-label={`Case ${caseId}`}>
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        <Link to="/p/$slug/decisions" params={{ slug: project.slug }} search={{ case: caseId }}>
          {caseId}
        </Link>{' '}
        since <When iso={since} />: <UserText text={children} />
      </Text>
      <Group gap="xs" mt={4}>
        {actions}
        {can(project, 'cases:settle') && !isDeciding && (
          <Button size="xs" variant="default" onClick={() => setIsDeciding(true)}>
            Decide …
          </Button>
        )}
      </Group>
      {trouble !== null && (
        <Text size="sm" role="alert">
          {trouble}
        </Text>
      )}
      {isDeciding && <DecideForm caseId={caseId} onDone={onDone} onCancel={() => setIsDeciding(false)} />}
    </div>
  );
}
