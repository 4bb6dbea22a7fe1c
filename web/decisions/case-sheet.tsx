import { useQuery } from '@apollo/client/react';
import { Code, Stack, Text, Timeline, Title } from '@mantine/core';
import { CaseStoryDocument } from '../lib/generated/graphql';
import { useProject } from '../lib/session';
import { CasePanel, type Span } from '../ui/case-panel';
import { Notice } from '../ui/notice';
import { Failed, Loading } from '../ui/states';
import { When } from '../ui/when';
import { messageOf } from '../lib/problem';
import { eventsOf, type Row } from './case-events';
import { CasePredictions } from './case-predictions';
import { CaseReplay } from './case-replay';
import { UserText } from '../ui/user-text';
import { isolated } from '../ui/visible-text';

/** The whole story of a case, oldest first. */
export function CaseSheet({ id }: { readonly id: string }) {
  const project = useProject();
  const { data, error } = useQuery(CaseStoryDocument, { variables: { id } });
  if (error && !data) return <Failed message={messageOf(error)} />;
  if (!data) return <Loading />;
  if (!data.case) return <Failed message="There is no such case that you can see." />;
  const story = data.case;
  const [predictions, decisions, reviews, labels, feedback] = [
    story.predictions,
    story.decisions,
    story.reviews,
    story.labels,
    story.feedback,
  ].map((rows) => rows as Row[]) as [Row[], Row[], Row[], Row[], Row[]];
  const events = eventsOf({ createdAt: story.case.createdAt, predictions, decisions, reviews, labels, feedback });
  return (
    <Stack>
      {story.hiddenWhileBlind && (
        <Notice tone="note">
          A blind review of this case is open and you can review here, so the machine’s part is hidden until it is
          answered.
        </Notice>
      )}
      {story.erasure && (
        <Notice tone="note">
          What this case held of people was erased by {story.erasure.by} <When iso={story.erasure.at} />:{' '}
          <UserText text={story.erasure.reason} /> That it was decided, how and when stays.
        </Notice>
      )}
      {story.explanation && <Text>{story.explanation}</Text>}
      {!story.hiddenWhileBlind && <CaseReplay key={id} id={id} />}
      <Title order={3} size="h6">
        What happened
      </Title>
      <Timeline bulletSize={12} lineWidth={1}>
        {events.map((event) => (
          <Timeline.Item key={`${event.at}${event.title}${event.text}`} title={<UserText text={event.title} />}>
            <Text size="sm" component="div">
              <UserText text={event.text} />
            </Text>
            <Text size="xs" c="dimmed">
              <When iso={event.at} />
            </Text>
          </Timeline.Item>
        ))}
      </Timeline>
      <Title order={3} size="h6">
        Input
      </Title>
      <CasePanel inputSchema={project.inputSchema} input={story.input} evidence={evidenceOf(story.predictions)} />
      {!story.hiddenWhileBlind && (
        <>
          <Title order={3} size="h6">
            Predictions
          </Title>
          <CasePredictions predictions={predictions} machine={machineOf(story.route)} />
        </>
      )}
      <Text size="xs" c="dimmed">
        Case <Code>{story.case.id}</Code> of <UserText text={project.name} />
        {story.idempotencyKey && (
          <>
            {' '}
            · key{' '}
            <Code>
              <UserText text={story.idempotencyKey} />
            </Code>
          </>
        )}
        {story.case.segment && <UserText text={` · segment ${isolated(story.case.segment)}`} />}
        {story.subject && <UserText text={` · subject ${story.subject}`} />}
      </Text>
    </Stack>
  );
}

/** What spoke for the newest prediction that has evidence. */
function evidenceOf(predictions: unknown): readonly Span[] {
  const spoken = (predictions as Row[]).map((row) => row['evidence']).filter((evidence) => Array.isArray(evidence));
  return (spoken.at(-1) ?? []) as Span[];
}

function machineOf(route: unknown): string | null {
  const machine = (route as Row | null)?.['machine'];
  return typeof machine === 'string' ? machine : null;
}
