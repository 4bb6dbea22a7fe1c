import { useState } from 'react';
import { Alert, Box, Button, Group, Kbd, Modal, Table, Text } from '@mantine/core';
import { preload } from 'react-dom';
import { inputSchemaSchema } from '@handrail/shared/schema';
import { useProject } from '../lib/session';
import { ago, clock, count, exactTime } from '../ui/format';
import { Hint } from '../ui/hint';
import { Empty, Failed, Loading } from '../ui/states';
import { REVIEW_KEYS } from './review-keys';
import { ReviewDrawer } from './review-drawer';
import { ReviewWorkbench } from './review-workbench';
import { useReviewSession } from './use-review-session';
import type { QueuePartsFragment } from '../lib/generated/graphql';
import type { Review } from './use-review-session';

export function ReviewPage() {
  const project = useProject();
  const session = useReviewSession(project.id);
  const [open, setOpen] = useState<'keys' | 'drawer' | null>(null);
  const { current, queue, problem } = session;
  preloadMedia(project.inputSchema, session.reviews.slice(1));
  return (
    <Box>
      <Group justify="space-between" mb="sm">
        <Text size="sm" c="dimmed" aria-live="polite">
          {queue
            ? `${count(queue.answeredTodayByMe)} answered today · ${count(queue.available + session.reviews.length)} left`
            : 'Opening the queue'}
          {current && !session.correcting && !session.lost && (
            <Text
              span
              c="dimmed"
              size="sm"
              title={`It stays yours while this page is open; held until ${exactTime(current.leaseExpiresAt)}`}
            >
              {' '}
              · yours until {clock(current.leaseExpiresAt)}
            </Text>
          )}
        </Text>
        <Group gap="xs">
          <Button size="compact-sm" variant="subtle" onClick={() => setOpen('drawer')}>
            Guidelines <Kbd ml={6}>h</Kbd>
          </Button>
          <Button size="compact-sm" variant="subtle" onClick={() => setOpen('keys')}>
            Keys <Kbd ml={6}>?</Kbd>
          </Button>
        </Group>
      </Group>
      {!queue && !problem && <Loading lines={8} />}
      {!queue && problem && <Failed message={problem} onRetry={() => void session.refill()} />}
      {queue && !current && <EmptyQueue queue={queue} onUndo={session.done.length > 0 ? session.undo : undefined} />}
      {current && (
        <>
          {session.correcting && (
            <Alert mb="sm" color="indigo" title="You are correcting your last answer">
              Answer again, or press Esc to leave it as it was.
            </Alert>
          )}
          <Hint id="review">
            Answer with the number on the button; the next case is already there. <Kbd>u</Kbd> takes your last answer
            back, <Kbd>?</Kbd> shows all keys.
          </Hint>
          <ReviewWorkbench
            key={`${current.id} ${session.correcting ? 'again' : ''}`}
            review={current}
            session={session}
            onOpen={setOpen}
          />
        </>
      )}
      <Modal opened={open === 'keys'} onClose={() => setOpen(null)} title="Keys">
        <Table>
          <Table.Tbody>
            {REVIEW_KEYS.map(({ keys, does }) => (
              <Table.Tr key={keys}>
                <Table.Td>
                  <Kbd>{keys}</Kbd>
                </Table.Td>
                <Table.Td>{does}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Modal>
      <ReviewDrawer
        isOpen={open === 'drawer'}
        onClose={() => setOpen(null)}
        onCorrect={({ id, reviewId, caseId, input, value }) => {
          setOpen(null);
          session.correct({ kind: 'answered', labelId: id, value, review: asReview({ reviewId, caseId, input }) });
        }}
      />
    </Box>
  );
}

/** The pictures and sounds of the cases behind this one, so that the next is there at once. */
function preloadMedia(inputSchema: unknown, reviews: readonly Review[]): void {
  const { fields } = inputSchemaSchema.parse(inputSchema);
  for (const { name, type } of fields) {
    if (type !== 'image-url' && type !== 'audio-url') continue;
    for (const { input } of reviews) {
      const href = (input as Readonly<Record<string, unknown>>)[name];
      if (typeof href === 'string') preload(href, { as: type === 'image-url' ? 'image' : 'audio' });
    }
  }
}

/** An answered case to be answered again: what it is, and nothing that the machine said. */
function asReview({ reviewId, caseId, input }: { reviewId: string; caseId: string; input: unknown }): Review {
  return {
    __typename: 'BlindReview',
    id: reviewId,
    caseId,
    why: 'LEVEL',
    explanation: 'You answered this case before.',
    input,
    segment: null,
    leaseToken: '',
    leaseExpiresAt: '',
    waitingSince: '',
  };
}

function EmptyQueue({
  queue,
  onUndo,
}: {
  readonly queue: QueuePartsFragment;
  readonly onUndo?: (() => void) | undefined;
}) {
  const [openedAt] = useState(() => Date.now());
  return (
    <Empty title="Nothing waits for you">
      {queue.heldByOthers > 0 && (
        <Text>
          {count(queue.heldByOthers)} {queue.heldByOthers === 1 ? 'case is' : 'cases are'} held by others.
        </Text>
      )}
      {queue.skippedByMe > 0 && <Text>{count(queue.skippedByMe)} you have skipped; others will see them.</Text>}
      {queue.oldestOpenAt && <Text>The oldest open case waits for {ago(queue.oldestOpenAt, openedAt)}.</Text>}
      <Text>New cases appear here by themselves.</Text>
      {onUndo && (
        <Button mt="sm" variant="default" onClick={onUndo}>
          Undo the last one
        </Button>
      )}
    </Empty>
  );
}
