import { useApolloClient, useMutation } from '@apollo/client/react';
import { Button, Container, Group, Paper, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useState, type FormEvent } from 'react';
import { CreateFirstAdminDocument } from '../lib/generated/graphql';
import { inPlace } from '../lib/in-place';
import { messageOf } from '../lib/problem';
import { Logo } from '../ui/logo';
import { Notice } from '../ui/notice';

/** The first page of an empty installation: makes its first admin. */
export function FirstRunPage() {
  useDocumentTitle('Welcome · Handrail');
  const client = useApolloClient();
  const [person, setPerson] = useState({ name: '', email: '', password: '' });
  const [create, { loading, error }] = useMutation(CreateFirstAdminDocument);
  const set = (key: keyof typeof person) => (event: { currentTarget: { value: string } }) => {
    const { value } = event.currentTarget;
    setPerson((before) => ({ ...before, [key]: value }));
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    inPlace(create({ variables: { input: person } }).then(() => client.resetStore()));
  };
  return (
    <Container size={460} py={72} component="main">
      <Group gap="xs" mb={4} wrap="nowrap">
        <Logo size={30} />
        <Title order={1}>Welcome to Handrail</Title>
      </Group>
      <Text c="dimmed" mb="lg">
        Nobody has an account yet. Make the first one: it creates projects and people, and comes first to a page that
        makes a project.
      </Text>
      <Paper withBorder p="lg" component="form" onSubmit={submit}>
        <Stack>
          {error && <Notice tone="bad">{messageOf(error)}</Notice>}
          <TextInput
            label="Name"
            required
            withAsterisk={false}
            autoFocus
            autoComplete="name"
            value={person.name}
            onChange={set('name')}
          />
          <TextInput
            label="E-mail"
            type="email"
            required
            withAsterisk={false}
            autoComplete="username"
            value={person.email}
            onChange={set('email')}
          />
          <PasswordInput
            label="Password"
            description="At least 10 characters."
            required
            withAsterisk={false}
            autoComplete="new-password"
            value={person.password}
            onChange={set('password')}
          />
          <Button type="submit" loading={loading}>
            Create the first admin
          </Button>
        </Stack>
      </Paper>
    </Container>
  );
}
