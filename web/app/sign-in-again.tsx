import { useApolloClient } from '@apollo/client/react';
import { Modal } from '@mantine/core';
import { SignInForm } from '../identity/sign-in-form';
import { reconnect, sessionEnded } from '../lib/client';
import { useSession } from '../lib/session';

/** Over the page, which keeps what was typed: it goes on where it was. */
export function SignInAgain({ email }: { readonly email: string }) {
  const client = useApolloClient();
  const { refetch } = useSession();
  const goOn = async (): Promise<void> => {
    const { data } = await refetch();
    // Somebody else's page must not show what this one held.
    if (data?.me?.email !== email) return location.reload();
    sessionEnded(false);
    reconnect();
    await client.refetchQueries({ include: 'active' });
  };
  return (
    <Modal opened onClose={() => undefined} withCloseButton={false} title="You were signed out" centered>
      <SignInForm initialEmail={email} says="Sign in to go on. What you typed is still here." onDone={goOn} />
    </Modal>
  );
}
