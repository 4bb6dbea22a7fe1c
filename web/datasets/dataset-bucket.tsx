import { useMutation, useQuery } from '@apollo/client/react';
import { Button, Group, Text, Title } from '@mantine/core';
import { useState } from 'react';
import {
  DatasetBucketDocument,
  PushDatasetDocument,
  type BucketPartsFragment,
  type DatasetPartsFragment,
  type PushPartsFragment,
} from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { useReadAgain } from '../lib/pulse';
import { can, useProject } from '../lib/session';
import { Failed } from '../ui/states';
import { When } from '../ui/when';
import { BucketForm } from './bucket-form';
import { isolated } from '../ui/visible-text';

/** Where the versions of this name are pushed to, and how that went for this one. */
export function DatasetBucket({ version }: { readonly version: DatasetPartsFragment }) {
  const project = useProject();
  const { name, number } = version;
  const variables = { projectId: project.id, name, number };
  const { data, error, refetch } = useQuery(DatasetBucketDocument, { variables, fetchPolicy: 'cache-and-network' });
  useReadAgain('datasetsMark', () => refetch());
  const [push, { error: refused }] = useMutation(PushDatasetDocument, { refetchQueries: [DatasetBucketDocument] });
  const [isEdited, setEdited] = useState(false);
  const bucket = data?.datasetBucket ?? null;
  const again = (): void => void push({ variables: { projectId: project.id, number } });
  return (
    <section aria-label="Bucket">
      <Title order={2} size="h5" mb={4}>
        Bucket
      </Title>
      {error && <Failed message={messageOf(error)} onRetry={() => void refetch()} />}
      {data && <Text size="sm">{whereTo(bucket, name)}</Text>}
      {data?.datasetPushes.map((one) => (
        <Text key={one.id} size="sm" aria-live="polite">
          {howItWent(one)} <When iso={one.endedAt ?? one.createdAt} />
        </Text>
      ))}
      {refused && <Failed message={messageOf(refused)} />}
      <Group gap="xs" mt="xs">
        {bucket && (
          <Button variant="default" onClick={again}>
            Push this version again
          </Button>
        )}
        {data && can(project, 'project:edit') && !isEdited && (
          <Button variant="default" onClick={() => setEdited(true)}>
            {bucket ? 'Change the bucket' : 'Push to a bucket'}
          </Button>
        )}
      </Group>
      {isEdited && <BucketForm name={name} bucket={bucket} onDone={() => setEdited(false)} />}
    </section>
  );
}

function whereTo(bucket: BucketPartsFragment | null, name: string): string {
  if (!bucket) return `Versions of ${isolated(name)} are pushed to no storage.`;
  const { endpoint, bucket: into, prefix, formats } = bucket;
  return `Every new version of ${isolated(name)} is pushed to ${isolated(`${endpoint}/${into}/${prefix}`)}, as ${formats.join(', ')}.`;
}

function howItWent({ state, tries, failure, objects }: PushPartsFragment): string {
  switch (state) {
    case 'DONE':
      return `Pushed: ${objects.map(({ key }) => isolated(key)).join(', ')}.`;
    case 'FAILED':
      return `Not pushed: ${isolated(failure ?? 'no reason was kept')}`;
    case 'RUNNING':
      return failure === null ? 'Being pushed.' : `Try ${tries} failed and is made again: ${isolated(failure)}`;
  }
}
