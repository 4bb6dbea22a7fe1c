import { useReactiveVar } from '@apollo/client/react';
import { Center, Container } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { sessionEnded } from '../lib/client';
import { messageOf } from '../lib/problem';
import { useSession } from '../lib/session';
import { lazily } from '../ui/lazily';
import { Failed, Loading } from '../ui/states';

const FirstRunPage = lazily(async () => (await import('../identity/first-run-page')).FirstRunPage);
const SignInPage = lazily(async () => (await import('../identity/sign-in-page')).SignInPage);
const SignInAgain = lazily(async () => (await import('./sign-in-again')).SignInAgain);

/** Decides what comes before any page: the first admin, signing in, or the page itself. */
export function RootFrame({ children }: { readonly children: ReactNode }) {
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
      {children}
      {(hasEnded || !me) && <SignInAgain email={person.email} />}
    </>
  );
}
