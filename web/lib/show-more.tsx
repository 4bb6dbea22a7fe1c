import { Button, Stack, type ButtonProps } from '@mantine/core';
import { useState } from 'react';
import { Failed } from '../ui/states';
import { messageOf } from './problem';

type Props = Pick<ButtonProps, 'variant' | 'size'> & {
  readonly children?: string;
  readonly onMore: () => Promise<unknown>;
  /** Whether the last try failed, which Apollo tells of the whole query too: said here, and not twice. */
  readonly onProblem?: (isThere: boolean) => void;
};

/** Asks for the next part of a list, and says so where it did not come. */
export function ShowMore({ children = 'Show more', onMore, onProblem, ...look }: Props) {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const more = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    onProblem?.(false);
    try {
      await onMore();
    } catch (error) {
      setProblem(messageOf(error));
      onProblem?.(true);
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
