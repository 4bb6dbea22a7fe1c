import { useMutation, useQuery } from '@apollo/client/react';
import {
  Alert,
  Badge,
  Button,
  Checkbox,
  Code,
  CopyButton,
  Group,
  Stack,
  Table,
  Text,
  TextInput,
  VisuallyHidden,
} from '@mantine/core';
import { useState, type FormEvent } from 'react';

import { ApiKeysDocument, CreateApiKeyDocument, RevokeApiKeyDocument, type ApiScope } from '../lib/generated/graphql';
import { Empty, Failed, Loading } from '../ui/states';
import { When } from '../ui/when';
import { messageOf } from '../lib/problem';

const SCOPES: readonly { readonly value: ApiScope; readonly says: string }[] = [
  { value: 'DECISIONS_WRITE', says: 'Send cases' },
  { value: 'DECISIONS_READ', says: 'Read decisions' },
  { value: 'LABELS_READ', says: 'Download labels' },
];

export function ApiKeysPanel({ projectId, slug }: { readonly projectId: string; readonly slug: string }) {
  const { data, error } = useQuery(ApiKeysDocument, { variables: { projectId } });
  const [create, created] = useMutation(CreateApiKeyDocument, { refetchQueries: [ApiKeysDocument] });
  const [revoke] = useMutation(RevokeApiKeyDocument, { refetchQueries: [ApiKeysDocument] });
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<string[]>(['DECISIONS_WRITE', 'DECISIONS_READ']);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    create({ variables: { input: { projectId, name, scopes: scopes as ApiScope[] } } }).then(
      () => setName(''),
      () => undefined,
    );
  };
  const secret = created.data?.createApiKey.secret;
  if (error && !data) return <Failed message={messageOf(error)} />;
  if (!data) return <Loading />;
  return (
    <Stack>
      <Group component="form" align="flex-end" onSubmit={submit}>
        <TextInput
          label="New key for"
          placeholder="What will use it"
          required
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Checkbox.Group label="It may" value={scopes} onChange={setScopes}>
          <Group mih={36}>
            {SCOPES.map(({ value, says }) => (
              <Checkbox key={value} value={value} label={says} />
            ))}
          </Group>
        </Checkbox.Group>
        <Button type="submit" loading={created.loading}>
          Create key
        </Button>
      </Group>
      {created.error && <Failed message={messageOf(created.error)} />}
      {secret && (
        <Alert title="Copy it now: it is not shown again" color="indigo">
          <Group>
            <Code>{secret}</Code>
            <CopyButton value={secret}>
              {({ copied, copy }) => (
                <Button size="compact-sm" variant="default" onClick={copy}>
                  {copied ? 'Copied' : 'Copy'}
                </Button>
              )}
            </CopyButton>
          </Group>
          <Text size="sm" mt="xs">
            Try it:
          </Text>
          <Code
            block
          >{`curl ${window.location.origin}/v1/projects/${slug}/labels -H "Authorization: Bearer ${secret}"`}</Code>
        </Alert>
      )}
      {data.apiKeys.length === 0 ? (
        <Empty title="No key yet">A machine needs one to send cases or to download labels.</Empty>
      ) : (
        <Table.ScrollContainer minWidth={640}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Name</Table.Th>
                <Table.Th>Key</Table.Th>
                <Table.Th>May</Table.Th>
                <Table.Th>Made</Table.Th>
                <Table.Th>Last used</Table.Th>
                <Table.Th>
                  <VisuallyHidden>What can be done</VisuallyHidden>
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {data.apiKeys.map((key) => (
                <Table.Tr key={key.id}>
                  <Table.Td>{key.name}</Table.Td>
                  <Table.Td>
                    <Code>{key.prefix}…</Code>
                  </Table.Td>
                  <Table.Td>
                    {SCOPES.filter(({ value }) => key.scopes.includes(value))
                      .map(({ says }) => says)
                      .join(', ')}
                  </Table.Td>
                  <Table.Td>
                    <When iso={key.createdAt} />
                  </Table.Td>
                  <Table.Td>{key.lastUsedAt ? <When iso={key.lastUsedAt} /> : 'never'}</Table.Td>
                  <Table.Td>
                    {key.revokedAt ? (
                      <Badge color="gray">revoked</Badge>
                    ) : (
                      <Button
                        size="compact-sm"
                        variant="default"
                        onClick={() => void revoke({ variables: { id: key.id } })}
                      >
                        Revoke
                      </Button>
                    )}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Stack>
  );
}
