import type { OutputLabel } from '@handrail/shared/schema';
import { Button, Group, Kbd, Stack, Text, TextInput } from '@mantine/core';
import { Sparkles } from 'lucide-react';
import { useState, type RefObject } from 'react';
import { UserText } from '../ui/user-text';
import { hintOf, MOST_KEYS } from './review-keys';
import { isolated } from '../ui/visible-text';

type Props = {
  readonly labels: readonly OutputLabel[];
  readonly chosen: readonly unknown[];
  readonly suggested: readonly unknown[];
  readonly isDisabled: boolean;
  readonly filterRef: RefObject<HTMLInputElement | null>;
  readonly onChoose: (label: string) => void;
};

/** A button a label with its key on it; where there are more labels than keys, a field finds the others. */
export function LabelButtons({ labels, chosen, suggested, isDisabled, filterRef, onChoose }: Props) {
  const [words, setWords] = useState('');
  const hasMany = labels.length > MOST_KEYS;
  const found = labels
    .map((label, index) => ({ label, hint: hintOf(index) }))
    .filter(({ label }) => `${label.title ?? ''} ${label.value}`.toLowerCase().includes(words.trim().toLowerCase()));
  return (
    <Stack gap="xs">
      {hasMany && (
        <TextInput
          ref={filterRef}
          aria-label="Find an answer"
          placeholder="Find an answer; Enter takes the first"
          maw={320}
          rightSection={<Kbd aria-hidden>/</Kbd>}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
          onKeyDown={(event) => {
            const [first] = found;
            if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || !first || words.trim() === '') return;
            event.preventDefault();
            setWords('');
            event.currentTarget.blur();
            onChoose(first.label.value);
          }}
        />
      )}
      <Group gap="xs" role="group" aria-label="Answers" {...(hasMany && { className: 'labels-many' })}>
        {found.map(({ label, hint }) => {
          const isChosen = chosen.includes(label.value);
          return (
            <Button
              key={label.value}
              size="md"
              mih={44}
              px="md"
              className="answer-label"
              disabled={isDisabled}
              variant={isChosen ? 'filled' : 'default'}
              aria-pressed={isChosen}
              {...(label.description !== undefined && { title: isolated(label.description) })}
              onClick={() => onChoose(label.value)}
              {...(hint !== undefined && { leftSection: <Kbd aria-hidden>{hint}</Kbd> })}
              {...(suggested.includes(label.value) && {
                rightSection: <Sparkles size={16} aria-label="suggested by the machine" />,
              })}
            >
              <UserText text={label.title ?? label.value} />
            </Button>
          );
        })}
        {found.length === 0 && (
          <Text size="sm" c="dimmed">
            No answer of this name.
          </Text>
        )}
      </Group>
    </Stack>
  );
}
