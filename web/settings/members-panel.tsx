import { useMutation, useQuery } from '@apollo/client/react';
import { Button, Checkbox, Group, PasswordInput, Stack, Table, Text, TextInput, Title } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import {
  CreatePersonDocument,
  MembersDocument,
  ProjectDocument,
  SetMemberRolesDocument,
  type Role,
} from '../lib/generated/graphql';
import { inPlace } from '../lib/in-place';
import { useSession } from '../lib/session';
import { Failed, Loading } from '../ui/states';
import { messageOf } from '../lib/problem';
import { UserText } from '../ui/user-text';
import { isolated } from '../ui/visible-text';

const ROLES: readonly { readonly value: Role; readonly says: string }[] = [
  { value: 'REVIEWER', says: 'Reviewer' },
  { value: 'DATA_SCIENTIST', says: 'Data scientist' },
  { value: 'ADMIN', says: 'Admin' },
];

export function MembersPanel({ projectId }: { readonly projectId: string }) {
  const { me } = useSession();
  const { data, error } = useQuery(MembersDocument, { variables: { projectId } });
  const [setRoles, setting] = useMutation(SetMemberRolesDocument, {
    // One's own roles decide what the menu holds.
    refetchQueries: [MembersDocument, ProjectDocument],
  });
  const change = (email: string, roles: readonly string[]): void =>
    void setRoles({ variables: { input: { projectId, email, roles: roles as Role[] } } });
  if (error && !data) return <Failed message={messageOf(error)} />;
  if (!data) return <Loading />;
  return (
    <Stack>
      {setting.error && <Failed message={messageOf(setting.error)} />}
      <Table className="stack" fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Person</Table.Th>
            <Table.Th>Roles</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {data.members.map(({ person, roles }) => (
            <Table.Tr key={person.id}>
              <Table.Td data-main>
                <UserText text={person.name} /> · <UserText text={person.email} />
              </Table.Td>
              <Table.Td data-label="Roles">
                <Checkbox.Group
                  aria-label={`Roles of ${isolated(person.name)}`}
                  value={[...roles]}
                  onChange={(next) => change(person.email, next)}
                >
                  <Group>
                    {ROLES.map(({ value, says }) => (
                      <Checkbox
                        key={value}
                        value={value}
                        label={says}
                        aria-label={`${says} for ${isolated(person.name)}`}
                      />
                    ))}
                  </Group>
                </Checkbox.Group>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <AddMember onAdd={(email) => change(email, ['REVIEWER'])} mayCreate={me?.isOwner ?? false} />
    </Stack>
  );
}

function AddMember({ onAdd, mayCreate }: { readonly onAdd: (email: string) => void; readonly mayCreate: boolean }) {
  const [person, setPerson] = useState({ name: '', email: '', password: '' });
  const [create, { error, loading }] = useMutation(CreatePersonDocument);
  const set =
    (key: keyof typeof person) =>
    ({ currentTarget: { value } }: { currentTarget: { value: string } }) =>
      setPerson((before) => ({ ...before, [key]: value }));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const made = person.password === '' ? Promise.resolve() : create({ variables: { input: person } });
    inPlace(
      made.then(() => {
        onAdd(person.email);
        setPerson({ name: '', email: '', password: '' });
      }),
    );
  };
  return (
    <Stack component="form" gap="sm" onSubmit={submit}>
      <Title order={2} size="h5">
        Add somebody as a reviewer
      </Title>
      {error && <Failed message={messageOf(error)} />}
      <Text size="sm" c="dimmed">
        {mayCreate
          ? 'Who has an account needs only their address; a name and a first password make a new account.'
          : 'They need an account first; the owner of this installation makes one.'}
      </Text>
      <Group align="flex-end">
        <TextInput
          label="E-mail"
          type="email"
          required
          withAsterisk={false}
          value={person.email}
          onChange={set('email')}
        />
        {mayCreate && <TextInput label="Name" value={person.name} onChange={set('name')} />}
        {mayCreate && (
          <PasswordInput
            label="First password"
            miw={200}
            autoComplete="new-password"
            value={person.password}
            onChange={set('password')}
          />
        )}
        <Button type="submit" loading={loading}>
          Add
        </Button>
      </Group>
    </Stack>
  );
}
