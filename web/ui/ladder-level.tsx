import type { Level } from '@handrail/shared/ladder';
import { LEVELS, levelRank } from '@handrail/shared/ladder';
import { Group, Text } from '@mantine/core';

export const LEVEL_WORDS: Readonly<Record<Level, { readonly name: string; readonly says: string }>> = {
  HUMAN_ONLY: { name: 'Human only', says: 'People decide every case; the machine does not run.' },
  SHADOW: { name: 'Shadow', says: 'The machine runs unseen and is compared; people decide.' },
  AI_ASSISTANCE: { name: 'AI assistance', says: 'People decide with the machine’s suggestion in view.' },
  PARTIAL_AUTOMATION: { name: 'Partial automation', says: 'The machine decides where it is sure; people do the rest.' },
  FULL_AUTOMATION: { name: 'Full automation', says: 'The machine decides; a random sample is audited.' },
};

/** A level wherever one appears: five steps of one hue, and the word. */
export function LevelMark({ level, isShort = false }: { readonly level: Level; readonly isShort?: boolean }) {
  return (
    <Group gap={6} wrap="nowrap" title={LEVEL_WORDS[level].says}>
      <Group gap={2} wrap="nowrap" align="flex-end" aria-hidden>
        {LEVELS.map((rung, index) => (
          <div
            key={rung}
            style={{
              width: 5,
              height: 5 + index * 3,
              borderRadius: 1,
              background:
                index <= levelRank(level)
                  ? 'var(--mantine-color-indigo-filled)'
                  : 'var(--mantine-color-default-border)',
            }}
          />
        ))}
      </Group>
      <Text size="sm" fw={500} span className={isShort ? 'wide-only' : 'level-name'}>
        {LEVEL_WORDS[level].name}
      </Text>
    </Group>
  );
}
