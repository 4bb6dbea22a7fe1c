import { alikeInWords, labelsAlike } from '@handrail/shared/schema';
import { ActionIcon, Button, Group, Kbd, Stack, Text, TextInput } from '@mantine/core';
import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';

/** A label as it is being written. `key`: of its row, which stays while it is. */
export type DraftLabel = { readonly key: number; readonly value: string; readonly title: string };

type Props = { readonly labels: readonly DraftLabel[]; readonly onChange: (labels: readonly DraftLabel[]) => void };

/** The labels, in the order of the keys that give them; each with what machines send and what people read. */
export function LabelList({ labels, onChange }: Props) {
  const set = (key: number, part: Partial<DraftLabel>): void =>
    onChange(labels.map((label) => (label.key === key ? { ...label, ...part } : label)));
  const move = (from: number, to: number): void => {
    const next = [...labels];
    next.splice(to, 0, ...next.splice(from, 1));
    onChange(next);
  };
  const add = (): void => {
    const key = Math.max(-1, ...labels.map((label) => label.key)) + 1;
    onChange([...labels, { key, value: '', title: '' }]);
  };
  return (
    <Stack gap="xs" role="group" aria-label="Labels">
      <Text size="sm" fw={500}>
        Labels
      </Text>
      <Text size="xs" c="dimmed">
        The first nine have the keys 1 to 9.
      </Text>
      {labels.map(({ key, value, title }, index) => (
        <div key={key} className="label-row">
          {index < 9 ? <Kbd>{index + 1}</Kbd> : <span />}
          <TextInput
            aria-label={`Label ${index + 1}`}
            placeholder="As machines send it"
            value={value}
            onChange={(event) => set(key, { value: event.currentTarget.value })}
          />
          <TextInput
            aria-label={`What reviewers read for label ${index + 1}`}
            placeholder="As reviewers read it, if different"
            value={title}
            onChange={(event) => set(key, { title: event.currentTarget.value })}
          />
          <Group gap={4} wrap="nowrap">
            <Tool name={`Label ${index + 1} up`} isDisabled={index === 0} onClick={() => move(index, index - 1)}>
              <ArrowUp size={16} aria-hidden />
            </Tool>
            <Tool
              name={`Label ${index + 1} down`}
              isDisabled={index === labels.length - 1}
              onClick={() => move(index, index + 1)}
            >
              <ArrowDown size={16} aria-hidden />
            </Tool>
            <Tool
              name={`Remove label ${index + 1}`}
              isDisabled={labels.length <= 2}
              onClick={() => onChange(labels.filter((label) => label.key !== key))}
            >
              <Trash2 size={16} aria-hidden />
            </Tool>
          </Group>
        </div>
      ))}
      {labelsAlike(labels.map(({ value }) => value)).map((pair) => (
        <Text key={pair.labels.join('\n')} size="sm" role="status">
          {alikeInWords(pair)}
        </Text>
      ))}
      <Group>
        <Button variant="default" size="sm" onClick={add}>
          Another label
        </Button>
      </Group>
    </Stack>
  );
}

type ToolProps = {
  readonly name: string;
  readonly isDisabled: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
};

function Tool({ name, isDisabled, onClick, children }: ToolProps) {
  return (
    <ActionIcon variant="subtle" color="gray" size="lg" aria-label={name} disabled={isDisabled} onClick={onClick}>
      {children}
    </ActionIcon>
  );
}
