import { Button, type ButtonProps } from '@mantine/core';
import { CircleUserRound } from 'lucide-react';
import type { ComponentPropsWithRef } from 'react';
import { useSession } from '../lib/session';
import { UserText } from '../ui/user-text';
import { isolated } from '../ui/visible-text';

/** Who is signed in. */
export function AccountButton(props: ButtonProps & ComponentPropsWithRef<'button'>) {
  const { me } = useSession();
  return (
    <Button
      variant="subtle"
      color="gray"
      size="sm"
      px="xs"
      aria-label={`Account of ${isolated(me?.name ?? 'nobody')}`}
      {...props}
    >
      <CircleUserRound size={18} aria-hidden />
      <span className="wide-only account-name">
        <UserText text={me?.name ?? ''} />
      </span>
    </Button>
  );
}
