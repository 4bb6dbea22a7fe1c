import { Box, Group, Text } from '@mantine/core';
import { Sparkles } from 'lucide-react';
import { useEffect, useRef, useState, type RefObject } from 'react';
import { useProject } from '../lib/session';
import { CasePanel } from '../ui/case-panel';
import { Confidence } from '../ui/confidence';
import { answer as asText } from '../ui/format';
import { inputSchemaOf, outputSchemaOf } from '../ui/known-schema';
import { TakenKeys } from '../ui/media';
import { UserText } from '../ui/user-text';
import { commandKeyOf, isCommand, isModified, isTypingTarget, usePageKeys } from '../ui/keyboard';
import { Notice } from '../ui/notice';
import { ActionButton, LostCase, NoteField, SkipBar } from './answer-bar';
import { AnswerForm } from './answer-form';
import { labelIndexOf } from './review-keys';
import { useAnswer } from './use-answer';
import type { AssistedPartsFragment } from '../lib/generated/graphql';
import type { Review, ReviewingSession } from './use-review-session';

type Props = {
  readonly review: Review;
  readonly session: ReviewingSession;
  /** Whether the last case was answered from inside the field: then so will be this one. */
  readonly wasTypingRef: RefObject<boolean>;
  readonly onOpen: (what: 'keys' | 'drawer') => void;
};
type Field = HTMLTextAreaElement | HTMLInputElement;

/** One case and the keys. */
export function ReviewWorkbench({ review, session, wasTypingRef, onOpen }: Props) {
  const project = useProject();
  const schema = outputSchemaOf(project.outputSchema);
  const [isSkipping, setSkipping] = useState(false);
  const [isNoting, setNoting] = useState(false);
  const field = useRef<Field>(null);
  const noteField = useRef<HTMLInputElement>(null);
  const pictures = filledFields(project.inputSchema, review.input, 'image-url');
  const hasSound = filledFields(project.inputSchema, review.input, 'audio-url') > 0;
  const answer = useAnswer({ schema, review, session, pictures });
  const { value, note, isLost } = answer;
  const suggestion = review.__typename === 'AssistedReview' ? review.suggestion : undefined;
  const writes = schema.kind === 'number' || schema.kind === 'text';
  // Synchronises with the page's focus: who writes goes on writing, unless they are to listen first, by key.
  useEffect(() => {
    if (wasTypingRef.current && writes && !hasSound) field.current?.focus({ preventScroll: true });
  }, [wasTypingRef, writes, hasSound]);
  // Synchronises with the page's place: a case opens at its beginning.
  useEffect(() => {
    // Nothing is given back: newer browsers answer with a promise, which is no clean-up.
    window.scrollTo(0, 0);
  }, []);

  const submit = (given: unknown): void => {
    wasTypingRef.current = document.activeElement === field.current;
    answer.submit(given);
  };
  const addNote = (): void => {
    // One that is open already is gone back to.
    noteField.current?.focus();
    setNoting(true);
    answer.setNote(note ?? '');
  };
  const actions: Readonly<Record<string, () => void>> = {
    a: () => suggestion && submit(suggestion.value),
    s: () => {
      if (session.correcting)
        return answer.say('An answer that you correct cannot be skipped: answer again, or press Esc.');
      if (!isLost) setSkipping(true);
    },
    u: session.session.undo,
    m: addNote,
    h: () => onOpen('drawer'),
    '?': () => onOpen('keys'),
    F1: () => onOpen('keys'),
    '/': () => field.current?.focus(),
    Escape: session.session.stopCorrecting,
    Enter: () => (writes && isBlank(value) ? field.current?.focus() : submit(value)),
  };
  usePageKeys((event) => {
    if (isCommand(event) && event.key === 'Enter') return act(event, () => submit(value));
    if (isTypingTarget(event.target)) {
      if (event.key === 'Escape') (event.target as HTMLElement).blur();
      if (event.key === 'Enter' && schema.kind === 'number' && event.target === field.current)
        act(event, () => submit(value));
      return;
    }
    if (isCommand(event) && commandKeyOf(event) === 'z') return act(event, session.session.undo);
    if (isModified(event)) return;
    // A focused button, link or list that opens answers to Enter itself.
    if (event.key === 'Enter' && event.target instanceof Element && event.target.closest('button, summary, .review a'))
      return;
    // The digit itself then lands in the field.
    if (schema.kind === 'number' && /^[-\d.,]$/.test(event.key)) return field.current?.focus();
    const index = labelIndexOf(event);
    const label = index !== undefined && 'labels' in schema ? schema.labels[index] : undefined;
    if (label) return act(event, () => answer.choose(label.value));
    const action = actions[commandKeyOf(event)];
    if (action) act(event, action);
  });

  const { problem: refused } = session;
  const isOfThis = refused !== null && (refused.reviewId === null || refused.reviewId === review.id);
  const problem = (isOfThis ? refused.message : null) ?? answer.complaint;
  return (
    <>
      <Box
        className="review-case"
        onLoadCapture={({ target }) => target instanceof HTMLImageElement && answer.pictureCame()}
        onErrorCapture={({ target }) => target instanceof HTMLElement && answer.mediumBroke()}
      >
        <Text size="sm" mb="md" role="note">
          {review.explanation}
        </Text>
        {suggestion && <SuggestionLine suggestion={suggestion} />}
        <TakenKeys value={schema.kind === 'number' ? '-' : ''}>
          <CasePanel inputSchema={project.inputSchema} input={review.input} evidence={suggestion?.evidence} />
        </TakenKeys>
      </Box>
      <Box className="answer-bar" role="region" aria-label="Your answer">
        {isLost && session.lost[0] && <LostCase lost={session.lost[0]} session={session.session} />}
        {problem && (
          <Box mb="sm">
            <Notice tone="bad">{problem}</Notice>
          </Box>
        )}
        {note !== null && <NoteField fieldRef={noteField} note={note} isFocused={isNoting} onChange={answer.setNote} />}
        {isSkipping ? (
          <SkipBar
            onSkip={(reason) => {
              setSkipping(false);
              session.session.skip(review, reason);
            }}
            onStay={() => setSkipping(false)}
          />
        ) : (
          <>
            <AnswerForm
              schema={schema}
              value={value}
              suggestion={suggestion?.value}
              isDisabled={isLost}
              fieldRef={field}
              onChange={answer.change}
              onChoose={answer.choose}
            />
            <Group gap={4} mt="xs" ml={schema.kind === 'label' ? -8 : 0}>
              {schema.kind !== 'label' && (
                <ActionButton
                  name="Submit"
                  hint={schema.kind === 'text' ? 'Ctrl ⏎' : '⏎'}
                  isPrimary
                  isDisabled={isLost}
                  onClick={() => submit(value)}
                />
              )}
              {suggestion && (
                <ActionButton name="Accept" hint="a" isDisabled={isLost} onClick={() => submit(suggestion.value)} />
              )}
              <ActionButton name="Note" hint="m" onClick={addNote} />
              <ActionButton
                name="Skip"
                hint="s"
                isDisabled={isLost || session.correcting !== null}
                onClick={() => setSkipping(true)}
              />
              <ActionButton
                name="Undo"
                hint="u"
                isDisabled={session.done.length === 0}
                onClick={session.session.undo}
              />
            </Group>
          </>
        )}
      </Box>
    </>
  );
}

function SuggestionLine({ suggestion }: { readonly suggestion: AssistedPartsFragment['suggestion'] }) {
  return (
    <Group gap="md" mb="md" role="group" aria-label="The machine’s suggestion">
      <Group gap={6} wrap="nowrap">
        <Sparkles size={16} aria-hidden />
        <Text>
          <UserText text={suggestion.model} /> suggests{' '}
          <b>
            <UserText text={asText(suggestion.value)} />
          </b>
        </Text>
      </Group>
      {suggestion.confidence != null && (
        <Confidence value={suggestion.confidence} threshold={suggestion.threshold ?? null} />
      )}
    </Group>
  );
}

/** How many fields of a type the case has a value for. */
function filledFields(inputSchema: unknown, input: unknown, wanted: 'image-url' | 'audio-url'): number {
  const { fields } = inputSchemaOf(inputSchema);
  const values = new Map(Object.entries(input as Readonly<Record<string, unknown>>));
  return fields.filter(({ type, name }) => type === wanted && values.get(name) != null).length;
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === '';
}

function act(event: KeyboardEvent, action: () => void): void {
  event.preventDefault();
  action();
}
