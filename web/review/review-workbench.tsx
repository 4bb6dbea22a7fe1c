import { outputSchemaSchema, validateOutput } from '@handrail/shared/schema';
import { Alert, Box, Button, Group, Kbd, Text, TextInput } from '@mantine/core';
import { Sparkles } from 'lucide-react';
import { useRef, useState } from 'react';
import { answer as asText } from '../ui/format';
import { useProject } from '../lib/session';
import { Confidence } from '../ui/confidence';
import { isTypingTarget, usePageKeys } from '../ui/keyboard';
import { AnswerForm } from './answer-form';
import { CasePanel } from '../ui/case-panel';
import { labelIndexOf } from './review-keys';
import type { Review, useReviewSession } from './use-review-session';

type Props = {
  readonly review: Review;
  readonly session: ReturnType<typeof useReviewSession>;
  readonly onOpen: (what: 'keys' | 'drawer') => void;
};

/** One case and the keys. */
export function ReviewWorkbench({ review, session, onOpen }: Props) {
  const project = useProject();
  const schema = outputSchemaSchema.parse(project.outputSchema);
  const [seenAt] = useState(() => performance.now());
  const [value, setValue] = useState<unknown>(session.correcting?.value);
  const [note, setNote] = useState<string | null>(null);
  const [isSkipping, setSkipping] = useState(false);
  const [complaint, setComplaint] = useState<string | null>(null);
  const field = useRef<HTMLTextAreaElement | HTMLInputElement>(null);
  const suggestion = review.__typename === 'AssistedReview' ? review.suggestion : undefined;

  const isLost = session.lost !== null && !session.correcting;

  const submit = (given: unknown): void => {
    if (isLost) return;
    const checked = validateOutput(schema, given);
    if (!checked.ok) return setComplaint(`The answer ${checked.errors[0]?.detail ?? 'does not fit'}.`);
    setComplaint(null);
    void session.submit(review, {
      value: checked.value,
      note: note ?? '',
      leadTimeMs: Math.round(performance.now() - seenAt),
    });
  };
  const choose = (label: string): void => {
    if (schema.kind === 'label') {
      setValue(label);
      return submit(label);
    }
    const chosen = Array.isArray(value) ? (value as string[]) : [];
    setValue(chosen.includes(label) ? chosen.filter((one) => one !== label) : [...chosen, label]);
  };
  const actions: Readonly<Record<string, () => void>> = {
    a: () => suggestion && submit(suggestion.value),
    s: () => !isLost && setSkipping(true),
    u: session.undo,
    m: () => setNote((before) => before ?? ''),
    h: () => onOpen('drawer'),
    '?': () => onOpen('keys'),
    F1: () => onOpen('keys'),
    Escape: session.stopCorrecting,
    Enter: () => (value === undefined && field.current ? field.current.focus() : submit(value)),
  };
  usePageKeys((event) => {
    const isCommand = event.ctrlKey || event.metaKey;
    if (isCommand && event.key === 'Enter') return act(event, () => submit(value));
    if (event.key === 'Escape' && isTypingTarget(event.target)) return (event.target as HTMLElement).blur();
    if (isTypingTarget(event.target)) return;
    if (isCommand && event.key.toLowerCase() === 'z') return act(event, session.undo);
    if (isCommand || (event.altKey && !event.getModifierState('AltGraph'))) return;
    // A focused button answers to Enter itself.
    if (event.key === 'Enter' && event.target instanceof HTMLButtonElement) return;
    const index = labelIndexOf(event.key);
    const label = index !== undefined && 'labels' in schema ? schema.labels[index] : undefined;
    if (label) return act(event, () => choose(label.value));
    const action = actions[event.key];
    if (action) act(event, action);
  });

  return (
    <Box>
      <Text size="sm" mb="md" role="note">
        {review.explanation}
      </Text>
      {suggestion && (
        <Group gap="md" mb="md" role="group" aria-label="The machine’s suggestion">
          <Group gap={6}>
            <Sparkles size={16} aria-hidden />
            <Text>
              {suggestion.model} suggests <b>{asText(suggestion.value)}</b>
            </Text>
          </Group>
          {suggestion.confidence != null && (
            <Confidence value={suggestion.confidence} threshold={suggestion.threshold ?? null} />
          )}
        </Group>
      )}
      <CasePanel inputSchema={project.inputSchema} input={review.input} evidence={suggestion?.evidence} />
      <Box className="answer-bar" mt="lg">
        {isLost && session.lost && <LostCase lost={session.lost} session={session} />}
        {(session.problem ?? complaint) && (
          <Alert color="red" role="alert" mb="sm">
            {session.problem ?? complaint}
          </Alert>
        )}
        {note !== null && (
          <TextInput
            autoFocus
            mb="sm"
            label="Note"
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
        )}
        {isSkipping ? (
          <SkipBar
            onSkip={(reason) => {
              setSkipping(false);
              void session.skip(review, reason);
            }}
            onStay={() => setSkipping(false)}
          />
        ) : (
          <Group justify="space-between" align="flex-end">
            <AnswerForm
              schema={schema}
              value={value}
              suggestion={suggestion?.value}
              isBusy={session.isBusy || isLost}
              fieldRef={field}
              onChange={setValue}
              onChoose={choose}
            />
            <Group gap="xs">
              {schema.kind !== 'label' && (
                <Button size="md" loading={session.isBusy} disabled={isLost} onClick={() => submit(value)}>
                  Submit{' '}
                  <Kbd ml={8} aria-hidden>
                    Ctrl ⏎
                  </Kbd>
                </Button>
              )}
              {suggestion && (
                <Button variant="subtle" disabled={isLost} onClick={() => submit(suggestion.value)}>
                  Accept{' '}
                  <Kbd ml={8} aria-hidden>
                    a
                  </Kbd>
                </Button>
              )}
              <Button variant="subtle" onClick={() => setNote((before) => before ?? '')}>
                Note{' '}
                <Kbd ml={8} aria-hidden>
                  m
                </Kbd>
              </Button>
              <Button variant="subtle" disabled={isLost} onClick={() => setSkipping(true)}>
                Skip{' '}
                <Kbd ml={8} aria-hidden>
                  s
                </Kbd>
              </Button>
              <Button variant="subtle" disabled={session.done.length === 0} onClick={session.undo}>
                Undo{' '}
                <Kbd ml={8} aria-hidden>
                  u
                </Kbd>
              </Button>
            </Group>
          </Group>
        )}
      </Box>
    </Box>
  );
}

function LostCase({
  lost,
  session,
}: {
  readonly lost: NonNullable<Props['session']['lost']>;
  readonly session: Props['session'];
}) {
  return (
    <Alert role="alert" mb="sm" title="This case is no longer yours">
      <Text size="sm">{lost.message}</Text>
      <Group mt="sm">
        {lost.canBeTaken && (
          <Button size="sm" loading={session.isBusy} onClick={() => void session.takeAgain(lost.review)}>
            Take the case again
          </Button>
        )}
        <Button size="sm" variant="default" onClick={session.letGo}>
          Go on with the next
        </Button>
      </Group>
    </Alert>
  );
}

function act(event: KeyboardEvent, action: () => void): void {
  event.preventDefault();
  action();
}

function SkipBar({ onSkip, onStay }: { readonly onSkip: (reason: string) => void; readonly onStay: () => void }) {
  const [reason, setReason] = useState('');
  return (
    <Group
      component="form"
      align="flex-end"
      onSubmit={(event) => {
        event.preventDefault();
        onSkip(reason);
      }}
    >
      <TextInput
        autoFocus
        label="Why skip? (optional)"
        placeholder="Enter skips, Esc stays"
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onStay();
        }}
      />
      <Button type="submit">
        Skip{' '}
        <Kbd ml={8} aria-hidden>
          ⏎
        </Kbd>
      </Button>
      <Button variant="subtle" onClick={onStay}>
        Stay
      </Button>
    </Group>
  );
}
