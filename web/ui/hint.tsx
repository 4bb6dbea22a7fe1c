import { CloseButton, Group, Paper, Text } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { Lightbulb } from 'lucide-react';
import type { ReactNode } from 'react';

/** What a newcomer tries first on this screen; once closed it never comes back in this browser. */
export function Hint({ id, children }: { readonly id: string; readonly children: ReactNode }) {
  const [isClosed, setClosed] = useLocalStorage({ key: `handrail-hint-${id}`, defaultValue: false });
  if (isClosed) return null;
  return (
    <Paper withBorder px="md" py="xs" mb="sm" role="note" aria-label="Hint">
      <Group justify="space-between" wrap="nowrap">
        <Group gap="xs" wrap="nowrap">
          <Lightbulb size={16} aria-hidden style={{ flexShrink: 0 }} />
          <Text size="sm">{children}</Text>
        </Group>
        <CloseButton size="md" aria-label="Close this hint for ever" onClick={() => setClosed(true)} />
      </Group>
    </Paper>
  );
}
