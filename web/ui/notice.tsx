import { Alert } from '@mantine/core';
import type { ReactNode } from 'react';

type Props = {
  /** `bad`: something failed, said at once. `note`: something to know, said when there is a pause. */
  readonly tone: 'bad' | 'note';
  readonly title?: string | undefined;
  readonly children: ReactNode;
};

/** Something to know in the place where it matters; what is urgent says so by its edge. */
export function Notice({ tone, title, children }: Props) {
  return (
    <Alert
      role={tone === 'bad' ? 'alert' : 'status'}
      className={`notice-${tone}`}
      {...(title === undefined ? {} : { title })}
    >
      {children}
    </Alert>
  );
}
