import { Box, Button, Group, Kbd, Text, VisuallyHidden } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import type { QueuePartsFragment } from '../lib/generated/graphql';
import { useProject } from '../lib/session';
import { ago, answer, clock, count, exactTime } from '../ui/format';
import { Hint } from '../ui/hint';
import { lazily } from '../ui/lazily';
import { inputSchemaOf, outputSchemaOf } from '../ui/known-schema';
import { Prefetch } from '../ui/media';
import { Notice } from '../ui/notice';
import { UserText } from '../ui/user-text';
import { skippedInWords } from './skipped-words';
import { Empty, Failed, Loading } from '../ui/states';
import { ActionButton } from './answer-bar';
import { NumberAnswer } from './answer-form';
import { ReviewWorkbench } from './review-workbench';
import { answeredToday } from './session-state';
import { useReviewSession, type Review, type ReviewingSession } from './use-review-session';
import { isolated } from '../ui/visible-text';

const ReviewDrawer = lazily(async () => (await import('./review-drawer')).ReviewDrawer, { waiting: <Loading /> });
const KeysDialog = lazily(async () => (await import('./keys-dialog')).KeysDialog);

export function ReviewPage() {
  const project = useProject();
  // Another project is another session.
  return <Reviewing key={project.id} />;
}

function Reviewing() {
  const project = useProject();
  const session = useReviewSession(project.id);
  const { kind } = outputSchemaOf(project.outputSchema);
  // While the first case is on its way.
  useEffect(() => {
    if (kind === 'number') NumberAnswer.preload();
  }, [kind]);
  const [open, setOpen] = useState<'keys' | 'drawer' | null>(null);
  const wasTypingRef = useRef(false);
  const { current, queue, problem } = session;
  // What comes next is known when what was given has gone through.
  const isComing = session.outbox.length > 0 || session.isRefilling;
  useDocumentTitle(`Review · ${isolated(project.name)} · Handrail`);
  const isBeside = open === 'drawer';
  const show = (what: 'keys' | 'drawer'): void => setOpen((before) => (before === what ? null : what));
  return (
    <Box className={isBeside ? 'review review-beside' : 'review'}>
      <VisuallyHidden>
        <h1>Review</h1>
      </VisuallyHidden>
      <Group justify="space-between" mb="sm" gap="xs">
        <Standing session={session} />
        <Group gap={0}>
          <ActionButton name="Guidelines" hint="h" onClick={() => show('drawer')} />
          <ActionButton name="Keys" hint="?" onClick={() => show('keys')} />
        </Group>
      </Group>
      {session.isCutOff && <CutOff waiting={session.outbox.length} />}
      <Box className={isBeside ? 'review-split' : 'review-columns'}>
        {isBeside && (
          <ReviewDrawer
            onClose={() => setOpen(null)}
            onCorrect={({ id, reviewId, caseId, input, value, note }) => {
              setOpen(null);
              const review = asReview({ reviewId, caseId, input });
              session.session.correct(id, { value, note: note ?? null, review });
            }}
          />
        )}
        <Box className="review-columns">
          {!queue && !problem && <Loading lines={8} />}
          {!queue && problem && <Failed message={problem.message} onRetry={() => void session.session.refill()} />}
          {queue && !current && isComing && <Loading lines={8} />}
          {queue && !current && !isComing && (
            <EmptyQueue queue={queue} onUndo={session.done.length > 0 ? session.session.undo : undefined} />
          )}
          {current && (
            <>
              {session.correcting && (
                <Box mb="sm">
                  <Notice tone="note" title="You are correcting an answer of yours">
                    Answer again, or press Esc to leave it as it was.
                  </Notice>
                </Box>
              )}
              <Hint id="review">
                Answer with the key on the button; the next case is already there. <Kbd>u</Kbd> takes your last answer
                back, <Kbd>?</Kbd> shows all keys.
              </Hint>
              <ReviewWorkbench
                key={`${current.id} ${session.correcting ? 'again' : ''}`}
                review={current}
                session={session}
                wasTypingRef={wasTypingRef}
                onOpen={show}
              />
            </>
          )}
        </Box>
      </Box>
      <NextMedia inputSchema={project.inputSchema} reviews={session.held.slice(1).map(({ review }) => review)} />
      {open === 'keys' && <KeysDialog onClose={() => setOpen(null)} />}
    </Box>
  );
}

/** Said at once, and as long as it is so. What is answered meanwhile counts. */
function CutOff({ waiting }: { readonly waiting: number }) {
  const kept = waiting === 0 ? '' : ` ${waiting === 1 ? '1 answer waits' : `${count(waiting)} answers wait`} here.`;
  return (
    <Box mb="sm">
      <Notice tone="note" title="Not connected">
        You can go on: what you answer is kept on this device and sent when the connection is back.{kept}
      </Notice>
    </Box>
  );
}

/** The thin line on top: position today, queue left, the lease, and what was done last. */
function Standing({ session }: { readonly session: ReviewingSession }) {
  const { queue, current, correcting, lost, held, done } = session;
  const [last] = done;
  if (!queue)
    return (
      <Text size="sm" c="dimmed">
        Opening the queue
      </Text>
    );
  const left = queue.available + held.length;
  return (
    <Text size="sm" c="dimmed" aria-live="polite">
      {count(answeredToday(session))} answered today · {count(left)} left
      {current && !correcting && lost.length === 0 && (
        <span title={`It stays yours while this page is open; held until ${exactTime(current.leaseExpiresAt)}`}>
          {' '}
          · yours until {clock(current.leaseExpiresAt)}
        </span>
      )}
      {last && !correcting && (
        <span>
          {' '}
          · last: <b>{last.kind === 'skipped' ? 'skipped' : <UserText text={answer(last.value).slice(0, 40)} />}</b>
        </span>
      )}
    </Text>
  );
}

/** The pictures and sounds of the cases behind this one, so that the next is there at once. */
function NextMedia({ inputSchema, reviews }: { readonly inputSchema: unknown; readonly reviews: readonly Review[] }) {
  const { fields } = inputSchemaOf(inputSchema);
  const addressesOf = (wanted: 'image-url' | 'audio-url'): string[] =>
    fields
      .filter(({ type }) => type === wanted)
      .flatMap(({ name }) => reviews.map(({ input }) => (input as Readonly<Record<string, unknown>>)[name]))
      .filter((address) => typeof address === 'string');
  return <Prefetch pictures={addressesOf('image-url')} sounds={addressesOf('audio-url')} />;
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
      {queue.heldByMe > 0 && (
        <Text>
          {count(queue.heldByMe)} {queue.heldByMe === 1 ? 'case is' : 'cases are'} open on another page of yours.
        </Text>
      )}
      {queue.skippedByMe > 0 && <Text>{skippedInWords(queue)}</Text>}
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
