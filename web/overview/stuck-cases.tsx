import { useMutation } from '@apollo/client/react';
import { Button, Group, Text } from '@mantine/core';
import { Link } from '../lib/router';
import { useState, type ReactNode } from 'react';
import { AskAboutDifferingDocument, AskAgainDocument, type SkippedPartsFragment } from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { can, useProject } from '../lib/session';
import { answer, count } from '../ui/format';
import { summaryOf } from '../ui/summary';
import { UserText } from '../ui/user-text';
import { When } from '../ui/when';
import { DecideForm } from './decide-form';
import { isolated } from '../ui/visible-text';

/** A case is known by its first words. */
const MOST_WORDS = 80;

type Done = { readonly onDone: () => unknown };

/** A case that everybody skipped: who, why, and what can be done. */
export function StuckCase({ stuck, onDone }: Done & { readonly stuck: SkippedPartsFragment['stuck'][number] }) {
  const project = useProject();
  const [ask, { loading }] = useMutation(AskAgainDocument);
  const [trouble, setTrouble] = useState<string | null>(null);
  const { caseId, reviewId, waitingSince, skips, input } = stuck;
  const again = async (reviewer: string): Promise<void> => {
    try {
      await ask({ variables: { input: { projectId: project.id, reviewId, reviewer } } });
      onDone();
    } catch (failure) {
      setTrouble(messageOf(failure));
    }
  };
  const actions = can(project, 'reviews:request')
    ? skips.map((skip) => (
        <Button
          key={skip.reviewer}
          size="xs"
          variant="default"
          mih={32}
          className="named-button"
          loading={loading}
          onClick={() => void again(skip.reviewer)}
        >
          {`Ask ${personOf(skip, skips)} again`}
        </Button>
      ))
    : [];
  return (
    <Row caseId={caseId} input={input} since={waitingSince} actions={actions} trouble={trouble} onDone={onDone}>
      {skips.length === 0
        ? 'asked for, but everybody has answered or seen it'
        : skips.map((skip) => `${personOf(skip, skips)}: ${isolated(skip.reason ?? 'no reason given')}`).join(' · ')}
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
  const { caseId, since, answers, canAsk, input } = differing;
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
    <Row caseId={caseId} input={input} since={since} actions={actions} trouble={trouble} onDone={onDone}>
      {said.join(' · ')}
    </Row>
  );
}

type Skip = SkippedPartsFragment['stuck'][number]['skips'][number];

/** Their name; with their code where two are called the same. */
function personOf({ name, reviewer }: Skip, among: readonly Skip[]): string {
  const isOne = among.filter((other) => other.name === name).length === 1;
  return isOne ? isolated(name) : `${isolated(name)} (${reviewer})`;
}

type RowProps = Done & {
  readonly caseId: string;
  readonly input: unknown;
  readonly since: string;
  readonly actions: readonly ReactNode[];
  readonly trouble: string | null;
  readonly children: string;
};

function Row({ caseId, input, since, actions, trouble, onDone, children }: RowProps) {
  const project = useProject();
  const [isDeciding, setIsDeciding] = useState(false);
  const words = summaryOf(project.inputSchema, input).slice(0, MOST_WORDS);
  return (
    <div role="group" aria-label={`Case: ${isolated(words)}`}>
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        <Link to="/p/$slug/decisions" params={{ slug: project.slug }} search={{ case: caseId }} title={caseId}>
          <UserText text={words} />
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
      {isDeciding && <DecideForm caseId={caseId} words={words} onDone={onDone} onCancel={() => setIsDeciding(false)} />}
    </div>
  );
}
