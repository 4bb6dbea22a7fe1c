import { useApolloClient } from '@apollo/client/react';
import { Button, Container, Divider, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { Logo } from '../ui/logo';
import { Notice } from '../ui/notice';
import { SignInForm, useSignIn } from './sign-in-form';

type Sample = { readonly email: string; readonly password: string; readonly title: string };

/** What each sample account is for, beside its name. */
const DOES: Readonly<Record<string, string>> = {
  Reviewer: 'answers cases by keyboard',
  Admin: 'moves the ladder',
  'Data scientist': 'takes the labels',
};

/** Comes before any page; the address stays, so that the page asked for comes after. */
export function SignInPage({ sampleAccounts }: { readonly sampleAccounts: readonly Sample[] }) {
  useDocumentTitle('Sign in · Handrail');
  const client = useApolloClient();
  const goOn = () => client.resetStore();
  const { refusal, isBusy, enter } = useSignIn(goOn);
  return (
    <Container size={420} py={72} component="main">
      <Group gap="xs" mb={4}>
        <Logo size={30} />
        <Title order={1}>Handrail</Title>
      </Group>
      <Text c="dimmed" mb="lg">
        Hand decisions over one rung at a time.
      </Text>
      <Paper withBorder p="lg">
        <SignInForm onDone={goOn} />
      </Paper>
      {sampleAccounts.length > 0 && (
        <Stack mt="lg" gap="xs">
          <Divider label="This is the demo: come in as" />
          {refusal && <Notice tone="bad">{refusal}</Notice>}
          {sampleAccounts.map(({ email, password, title }) => (
            <Button
              key={email}
              variant="default"
              justify="space-between"
              disabled={isBusy}
              onClick={() => void enter({ email, password })}
              rightSection={
                <Text size="xs" c="dimmed">
                  {DOES[title]}
                </Text>
              }
            >
              {title}
            </Button>
          ))}
        </Stack>
      )}
    </Container>
  );
}
