import { useApolloClient, useReactiveVar } from '@apollo/client/react';
import { Center, Container, Modal } from '@mantine/core';
import { Outlet } from '@tanstack/react-router';
import { useState } from 'react';
import { FirstRunPage } from '../identity/first-run-page';
import { SignInForm } from '../identity/sign-in-form';
import { SignInPage } from '../identity/sign-in-page';
import { reconnect, sessionEnded } from '../lib/client';
import { messageOf } from '../lib/problem';
import { useSession } from '../lib/session';
import { Failed, Loading } from '../ui/states';

/** Decides what comes before any page: the first admin, signing in, or the page itself. */
export function RootFrame() {
  const { me, installation, isLoading, error, refetch } = useSession();
  const hasEnded = useReactiveVar(sessionEnded);
  const [person, setPerson] = useState(me);
  if (me && me.id !== person?.id) setPerson(me);
  if (isLoading)
    return (
      <Container size="xs" py="xl" component="main">
        <Loading />
      </Container>
    );
  if (!person && (error || !installation))
    return (
      <Center mih="60vh" component="main">
        <Failed message={messageOf(error)} onRetry={() => void refetch()} />
      </Center>
    );
  if (installation?.needsFirstAdmin) return <FirstRunPage />;
  if (!person) return <SignInPage sampleAccounts={installation?.sampleAccounts ?? []} />;
  return (
    <>
      <Outlet />
      {(hasEnded || !me) && <SignInAgain email={person.email} />}
    </>
  );
}

/** Over the page, which keeps what was typed: it goes on where it was. */
function SignInAgain({ email }: { readonly email: string }) {
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
