import { Button, Stack, type ButtonProps } from '@mantine/core';
import { useState } from 'react';
import { Failed } from '../ui/states';
import { messageOf } from './problem';

type Props = Pick<ButtonProps, 'variant' | 'size'> & {
  readonly children?: string;
  readonly onMore: () => Promise<unknown>;
};

/** Asks for the next part of a list, and says so where it did not come. */
export function ShowMore({ children = 'Show more', onMore, ...look }: Props) {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const more = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      await onMore();
    } catch (error) {
      setProblem(messageOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Stack gap="xs" align="flex-start">
      {problem !== null && <Failed message={problem} />}
      <Button variant="default" {...look} loading={isBusy} onClick={() => void more()}>
        {children}
      </Button>
    </Stack>
  );
}
