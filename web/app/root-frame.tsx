import { Center, Container } from '@mantine/core';
import { Outlet } from '@tanstack/react-router';
import { FirstRunPage } from '../identity/first-run-page';
import { SignInPage } from '../identity/sign-in-page';
import { useSession } from '../lib/session';
import { Failed, Loading } from '../ui/states';

/** Decides what comes before any page: the first admin, signing in, or the page itself. */
export function RootFrame() {
  const { me, installation, isLoading, error, refetch } = useSession();
  if (isLoading)
    return (
      <Container size="xs" py="xl">
        <Loading />
      </Container>
    );
  if (error || !installation)
    return (
      <Center mih="60vh">
        <Failed message={error?.message ?? 'Handrail does not answer.'} onRetry={() => void refetch()} />
      </Center>
    );
  if (installation.needsFirstAdmin) return <FirstRunPage />;
  if (!me) return <SignInPage sampleAccounts={installation.sampleAccounts} />;
  return <Outlet />;
}
