import { useState } from 'react';
import { Alert, Box, Button, Drawer, Group, Kbd, Modal, Table, Text } from '@mantine/core';
import { useProject } from '../lib/session';
import { ago, count } from '../lib/format';
import { Empty, Failed, Loading } from '../ui/states';
import { REVIEW_KEYS } from './review-keys';
import { ReviewWorkbench } from './review-workbench';
import { useReviewSession } from './use-review-session';
import type { QueuePartsFragment } from '../lib/generated/graphql';

export function ReviewPage() {
  const project = useProject();
  const session = useReviewSession(project.id);
  const [open, setOpen] = useState<'keys' | 'guidelines' | null>(null);
  const { current, queue, problem } = session;
  return (
    <Box>
      <Group justify="space-between" mb="sm">
        <Text size="sm" c="dimmed" aria-live="polite">
          {queue
            ? `${count(queue.answeredTodayByMe)} answered today · ${count(queue.available + session.reviews.length)} left`
            : 'Opening the queue'}
        </Text>
        <Group gap="xs">
          <Button size="compact-sm" variant="subtle" onClick={() => setOpen('guidelines')}>
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
      <Drawer opened={open === 'guidelines'} onClose={() => setOpen(null)} title="Guidelines" position="right">
        <Text className="case-text">
          {project.guidelines === '' ? 'Nobody has written guidelines for this project yet.' : project.guidelines}
        </Text>
      </Drawer>
    </Box>
  );
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
