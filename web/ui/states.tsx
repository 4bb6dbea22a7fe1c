import { Box, Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { Notice } from './notice';
import { UserText } from './user-text';

/** While something is on its way: the shape of what comes, no spinner. */
export function Loading({ lines = 5 }: { readonly lines?: number }) {
  return (
    <Stack gap="sm" role="status" aria-busy="true" aria-label="Loading">
      {Array.from({ length: lines }, (_, index) => (
        <Skeleton key={index} height={18} width={`${95 - ((index * 17) % 40)}%`} />
      ))}
    </Stack>
  );
}

type EmptyProps = {
  readonly title: string;
  readonly children?: ReactNode;
  /** Inside a panel: a line less tall, and no heading of the page. */
  readonly isSmall?: boolean;
};

/** Nothing is here: says what would fill it. */
export function Empty({ title, children, isSmall = false }: EmptyProps) {
  return (
    <Stack align="center" justify="center" gap="xs" mx="auto" maw={480} mih={isSmall ? 120 : 220} ta="center">
      {isSmall ? (
        <Text fw={600}>
          <UserText text={title} />
        </Text>
      ) : (
        <Title order={2} size="h4">
          <UserText text={title} />
        </Title>
      )}
      <Box c="dimmed">{children}</Box>
    </Stack>
  );
}

/** Something failed: says what, and what to do next. */
export function Failed({ message, onRetry }: { readonly message: string; readonly onRetry?: () => void }) {
  return (
    <Notice tone="bad" title="That did not work">
      <Group justify="space-between">
        <Text size="sm">
          <UserText text={message} />
        </Text>
        {onRetry && (
          <Button size="xs" variant="default" onClick={onRetry}>
            Try again
          </Button>
        )}
      </Group>
    </Notice>
  );
}
