import { Box, Group, Stack, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { UserText } from './user-text';
import { isolated } from './visible-text';

type Props = {
  readonly title: string;
  /** What the page is of, for the window's title. */
  readonly of?: string | undefined;
  /** What can be done with the whole page, at its upper right. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
};

/** The skeleton of every page: its name, what can be done, then what there is. */
export function Page({ title, of, actions, children }: Props) {
  useDocumentTitle(
    [title, of, 'Handrail']
      .filter((part) => part !== undefined && part !== '')
      .map(String)
      .map(isolated)
      .join(' · '),
  );
  return (
    <Stack gap="md">
      <Group justify="space-between" align="center" gap="sm">
        <Title order={1} size="h3">
          <UserText text={title} />
        </Title>
        {actions && <Box>{actions}</Box>}
      </Group>
      {children}
    </Stack>
  );
}
