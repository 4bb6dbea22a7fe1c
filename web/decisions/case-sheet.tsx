import { useQuery } from '@apollo/client/react';
import { Code, Stack, Text, Timeline, Title } from '@mantine/core';
import { answer, inWords, two } from '../ui/format';
import { CaseStoryDocument } from '../lib/generated/graphql';
import { useProject } from '../lib/session';
import { CasePanel, type Span } from '../ui/case-panel';
import { Notice } from '../ui/notice';
import { Failed, Loading } from '../ui/states';
import { When } from '../ui/when';
import { messageOf } from '../lib/problem';

type Event = { readonly at: string; readonly title: string; readonly text: string };
type Row = Readonly<Record<string, unknown>>;

/** The whole story of a case, oldest first. */
export function CaseSheet({ id }: { readonly id: string }) {
  const project = useProject();
  const { data, error } = useQuery(CaseStoryDocument, { variables: { id } });
  if (error && !data) return <Failed message={messageOf(error)} />;
  if (!data) return <Loading />;
  if (!data.case) return <Failed message="There is no such case that you can see." />;
  const story = data.case;
  const events = eventsOf(
    story.case.createdAt,
    [story.predictions, story.decisions, story.reviews, story.labels].map((rows) => rows as Row[]),
  );
  return (
    <Stack>
      {story.hiddenWhileBlind && (
        <Notice tone="note">
          A blind review of this case is open and you can review here, so the machine’s part is hidden until it is
          answered.
        </Notice>
      )}
      {story.explanation && <Text>{story.explanation}</Text>}
      <Title order={3} size="h6">
        What happened
      </Title>
      <Timeline bulletSize={12} lineWidth={1}>
        {events.map((event) => (
          <Timeline.Item key={`${event.at}${event.title}${event.text}`} title={event.title}>
            <Text size="sm">{event.text}</Text>
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
      <Text size="xs" c="dimmed">
        Case <Code>{story.case.id}</Code> of {project.name}
      </Text>
    </Stack>
  );
}

/** What spoke for the newest prediction that has evidence. */
function evidenceOf(predictions: unknown): readonly Span[] {
  const spoken = (predictions as Row[]).map((row) => row['evidence']).filter((evidence) => Array.isArray(evidence));
  return (spoken.at(-1) ?? []) as Span[];
}

function eventsOf(
  createdAt: string,
  [predictions = [], decisions = [], reviews = [], labels = []]: readonly Row[][],
): Event[] {
  const at = (row: Row): string => String(row['created_at']);
  const events = [
    { at: createdAt, title: 'Received', text: '' },
    ...predictions.map((row) => ({
      at: at(row),
      title: `${String(row['model'])} predicted`,
      text: row['error']
        ? `failed: ${answer(row['error'])}`
        : `${answer(row['value'])} at ${two(row['confidence'] as number | null)}`,
    })),
    ...reviews.map((row) => ({
      at: at(row),
      title: 'Sent to a person',
      text: `${inWords(String(row['reason']))}${row['blind'] ? ', blind' : ''} · ${String(row['state'])}`,
    })),
    ...labels.map((row) => ({
      at: at(row),
      title: `${String(row['reviewer'])} answered`,
      text: `${answer(row['value'])}${row['note'] ? ` · ${answer(row['note'])}` : ''}`,
    })),
    ...decisions.map((row) => ({
      at: at(row),
      title: Number(row['sequence']) > 1 ? 'Corrected' : 'Decided',
      text: `${answer(row['value'])} by ${String(row['decided_by_name'])}`,
    })),
  ];
  return events.sort((a, b) => (a.at < b.at ? -1 : 1));
}
