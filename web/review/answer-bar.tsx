import { Button, Group, Kbd, Text, TextInput } from '@mantine/core';
import { useState, type ReactNode, type RefObject } from 'react';
import { Notice } from '../ui/notice';
import type { ReviewSession } from './review-session';
import type { Lost } from './session-types';
import { UserText } from '../ui/user-text';

/** What else a reviewer can do with a case; each with its key on it. */
export function ActionButton({
  name,
  hint,
  isPrimary = false,
  isDisabled = false,
  onClick,
}: {
  readonly name: string;
  readonly hint: string;
  readonly isPrimary?: boolean;
  readonly isDisabled?: boolean;
  readonly onClick: () => void;
}) {
  return (
    <Button
      variant={isPrimary ? 'filled' : 'subtle'}
      size={isPrimary ? 'md' : 'sm'}
      px="sm"
      disabled={isDisabled}
      onClick={onClick}
      rightSection={
        <Kbd aria-hidden className="action-key">
          {hint}
        </Kbd>
      }
    >
      {name}
    </Button>
  );
}

/** The case is no longer held: says what happened, keeps what was typed, offers what can still be done. */
export function LostCase({ lost, session }: { readonly lost: Lost; readonly session: ReviewSession }) {
  const [isTaking, setTaking] = useState(false);
  const take = (): void => {
    setTaking(true);
    void session.takeAgain(lost.review).finally(() => setTaking(false));
  };
  return (
    <Notice tone="bad" title="This case is no longer yours">
      <Text size="sm">
        <UserText text={lost.message} />
      </Text>
      <Group mt="sm" gap="xs">
        {lost.canBeTaken && (
          <Button size="sm" loading={isTaking} onClick={take}>
            Take the case again
          </Button>
        )}
        <Button size="sm" variant="default" onClick={session.letGo}>
          Go on with the next
        </Button>
      </Group>
    </Notice>
  );
}

/** Asks for a reason, which may be left out. */
export function SkipBar({
  onSkip,
  onStay,
}: {
  readonly onSkip: (reason: string) => void;
  readonly onStay: () => void;
}) {
  const [reason, setReason] = useState('');
  return (
    <Group
      component="form"
      align="flex-end"
      gap="xs"
      onSubmit={(event) => {
        event.preventDefault();
        onSkip(reason);
      }}
    >
      <TextInput
        autoFocus
        flex="1 1 260px"
        maw={480}
        label="Why skip? (optional)"
        placeholder="Skip (Enter) · Cancel (Esc)"
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onStay();
        }}
      />
      <Button type="submit" rightSection={<Kbd aria-hidden>⏎</Kbd>}>
        Skip
      </Button>
      <Button variant="subtle" onClick={onStay} rightSection={<Kbd aria-hidden>Esc</Kbd>}>
        Cancel
      </Button>
    </Group>
  );
}

/** A remark for whoever reads the label later. Enter leaves the field, so that the keys answer again. */
export function NoteField({
  fieldRef,
  note,
  isFocused,
  onChange,
}: {
  readonly fieldRef: RefObject<HTMLInputElement | null>;
  readonly note: string;
  /** Whether it was opened to be written in; one that comes back with its case takes no key. */
  readonly isFocused: boolean;
  readonly onChange: (note: string) => void;
}): ReactNode {
  return (
    <TextInput
      ref={fieldRef}
      autoFocus={isFocused}
      mb="sm"
      maw={640}
      dir="auto"
      label="Note"
      placeholder="Goes with your answer"
      maxLength={5000}
      value={note}
      onChange={(event) => onChange(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) event.currentTarget.blur();
      }}
    />
  );
}
