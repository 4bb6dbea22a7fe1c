import { useApolloClient, useMutation } from '@apollo/client/react';
import { Alert, Button, Container, Divider, Paper, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { SignInDocument } from '../lib/generated/graphql';

type Sample = { readonly email: string; readonly password: string; readonly title: string };

export function SignInPage({ sampleAccounts }: { readonly sampleAccounts: readonly Sample[] }) {
  const client = useApolloClient();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [refusal, setRefusal] = useState<string | null>(null);
  const [signIn, { loading }] = useMutation(SignInDocument);
  const enter = async (input: { email: string; password: string }): Promise<void> => {
    setRefusal(null);
    try {
      const { data } = await signIn({ variables: { input } });
      if (data?.signIn.__typename === 'SignInRefused') setRefusal(data.signIn.message);
      else await client.resetStore();
    } catch (error) {
      setRefusal(error instanceof Error ? error.message : 'Handrail does not answer; try again.');
    }
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void enter({ email, password });
  };
  return (
    <Container size={420} py={72} component="main">
      <Title order={1} mb={4}>
        Handrail
      </Title>
      <Text c="dimmed" mb="lg">
        Hand decisions over one rung at a time.
      </Text>
      <Paper withBorder p="lg" component="form" onSubmit={submit}>
        <Stack>
          {refusal && (
            <Alert color="red" role="alert">
              {refusal}
            </Alert>
          )}
          <TextInput
            label="E-mail"
            type="email"
            autoComplete="username"
            required
            autoFocus
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <PasswordInput
            label="Password"
            autoComplete="current-password"
            required
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <Button type="submit" loading={loading}>
            Sign in
          </Button>
        </Stack>
      </Paper>
      {sampleAccounts.length > 0 && (
        <Stack mt="lg" gap="xs">
          <Divider label="This is the demo: come in as" />
          {sampleAccounts.map((account) => (
            <Button
              key={account.email}
              variant="default"
              onClick={() => void enter({ email: account.email, password: account.password })}
            >
              {account.title}
            </Button>
          ))}
        </Stack>
      )}
    </Container>
  );
}
