import { useMutation, useQuery } from '@apollo/client/react';
import { Button, Checkbox, Group, Stack, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { ApiKeysDocument, CreateApiKeyDocument, RevokeApiKeyDocument, type ApiScope } from '../lib/generated/graphql';
import { inPlace } from '../lib/in-place';
import { messageOf } from '../lib/problem';
import { Empty, Failed, Loading } from '../ui/states';
import { KeysTable } from './keys-table';
import { NewKey } from './new-key';
import { SCOPES } from './scopes';

export function ApiKeysPanel({ projectId }: { readonly projectId: string }) {
  const { data, error, refetch } = useQuery(ApiKeysDocument, { variables: { projectId } });
  const [create, created] = useMutation(CreateApiKeyDocument, { refetchQueries: [ApiKeysDocument] });
  const [revoke, revoked] = useMutation(RevokeApiKeyDocument, { refetchQueries: [ApiKeysDocument] });
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<string[]>(['DECISIONS_WRITE', 'DECISIONS_READ', 'LABELS_READ']);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    inPlace(
      create({ variables: { input: { projectId, name, scopes: scopes as ApiScope[] } } }).then(() => setName('')),
    );
  };
  if (error && !data) return <Failed message={messageOf(error)} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <Stack>
      <Group component="form" align="flex-end" onSubmit={submit}>
        <TextInput
          label="New key for"
          placeholder="What will use it"
          required
          withAsterisk={false}
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
        <Button type="submit" loading={created.loading} disabled={scopes.length === 0}>
          Create key
        </Button>
      </Group>
      {created.error && <Failed message={messageOf(created.error)} />}
      {revoked.error && <Failed message={messageOf(revoked.error)} />}
      {created.data && <NewKey created={created.data.createApiKey} />}
      {data.apiKeys.length === 0 ? (
        <Empty isSmall title="No key yet">
          A machine needs one to send cases or to download labels.
        </Empty>
      ) : (
        <KeysTable keys={data.apiKeys} onRevoke={(id) => void revoke({ variables: { id } })} />
      )}
    </Stack>
  );
}
