import { useMutation } from '@apollo/client/react';
import { Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { SignInDocument } from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { Notice } from '../ui/notice';

type Props = {
  readonly initialEmail?: string;
  readonly says?: string;
  readonly onDone: () => Promise<unknown>;
};
export type Credentials = { readonly email: string; readonly password: string };

/** Signs in, and says why it could not; the caller goes on from there. */
export function useSignIn(onDone: () => Promise<unknown>) {
  const [refusal, setRefusal] = useState<string | null>(null);
  const [signIn, { loading }] = useMutation(SignInDocument);
  const enter = async (input: Credentials): Promise<void> => {
    setRefusal(null);
    try {
      const { data } = await signIn({ variables: { input } });
      if (data?.signIn.__typename === 'SignInRefused') setRefusal(data.signIn.message);
      else await onDone();
    } catch (error) {
      setRefusal(messageOf(error));
    }
  };
  return { refusal, isBusy: loading, enter };
}

/** E-mail and password. */
export function SignInForm({ initialEmail = '', says, onDone }: Props) {
  const [email, setEmail] = useState(initialEmail);
  const [password, setPassword] = useState('');
  const { refusal, isBusy, enter } = useSignIn(onDone);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void enter({ email, password });
  };
  return (
    <Stack component="form" onSubmit={submit}>
      {says && <Text size="sm">{says}</Text>}
      {refusal && <Notice tone="bad">{refusal}</Notice>}
      <TextInput
        label="E-mail"
        type="email"
        autoComplete="username"
        required
        withAsterisk={false}
        data-autofocus={initialEmail === '' || undefined}
        autoFocus={initialEmail === ''}
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <PasswordInput
        label="Password"
        autoComplete="current-password"
        required
        withAsterisk={false}
        data-autofocus={initialEmail !== '' || undefined}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <Button type="submit" loading={isBusy}>
        Sign in
      </Button>
    </Stack>
  );
}
