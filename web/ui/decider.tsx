import { Group, Text } from '@mantine/core';
import { Cpu, History, User } from 'lucide-react';

const SHAPES = {
  HUMAN: { Icon: User, word: 'Person' },
  MODEL: { Icon: Cpu, word: 'Machine' },
  SYSTEM: { Icon: History, word: 'Previous system' },
} as const;

/** Who decided: one icon and one word each, the same everywhere. */
export function Decider({
  kind,
  name,
}: {
  readonly kind: keyof typeof SHAPES | null | undefined;
  readonly name?: string | null | undefined;
}) {
  if (!kind)
    return (
      <Text c="dimmed" size="sm" span>
        waiting for a person
      </Text>
    );
  const { Icon, word } = SHAPES[kind];
  return (
    <Group gap={6} wrap="nowrap">
      <Icon size={16} aria-hidden />
      <Text size="sm" span>
        {kind === 'MODEL' ? (name ?? word) : word}
      </Text>
    </Group>
  );
}
