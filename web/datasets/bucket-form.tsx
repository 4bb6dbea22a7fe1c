import { useMutation, useQuery } from '@apollo/client/react';
import { Button, Checkbox, Group, MultiSelect, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import {
  DatasetBucketDocument,
  DatasetFormatsDocument,
  RemoveDatasetBucketDocument,
  SetDatasetBucketDocument,
  TestDatasetBucketDocument,
  type BucketPartsFragment,
} from '../lib/generated/graphql';
import { inPlace } from '../lib/in-place';
import { messageOf } from '../lib/problem';
import { useProject } from '../lib/session';
import { Unread } from '../lib/unread';
import { Notice } from '../ui/notice';
import { Failed } from '../ui/states';
import { UserText } from '../ui/user-text';

type Props = { readonly name: string; readonly bucket: BucketPartsFragment | null; readonly onDone: () => void };

const TEXTS = [
  ['endpoint', 'Endpoint', 'https://s3.eu-central-1.amazonaws.com'],
  ['region', 'Region', 'eu-central-1'],
  ['bucket', 'Bucket', 'training-data'],
  ['prefix', 'Prefix', 'handrail/'],
  ['accessKeyId', 'Access key id', ''],
] as const;

function textsOf(bucket: BucketPartsFragment | null): Record<(typeof TEXTS)[number][0], string> {
  if (!bucket) return { endpoint: '', region: 'us-east-1', bucket: '', prefix: '', accessKeyId: '' };
  const { endpoint, region, bucket: into, prefix, accessKeyId } = bucket;
  return { endpoint, region, bucket: into, prefix, accessKeyId };
}

/** Where to, by whose key, and in which formats; tried before it is used. */
export function BucketForm({ name, bucket, onDone }: Props) {
  const project = useProject();
  const known = useQuery(DatasetFormatsDocument);
  const [texts, setTexts] = useState(() => textsOf(bucket));
  const [secret, setSecret] = useState('');
  const [pathStyle, setPathStyle] = useState(bucket?.pathStyle ?? true);
  const [formats, setFormats] = useState<string[]>(bucket ? [...bucket.formats] : ['parquet']);
  const options = { refetchQueries: [DatasetBucketDocument] };
  const [save, saving] = useMutation(SetDatasetBucketDocument, options);
  const [remove, removing] = useMutation(RemoveDatasetBucketDocument, options);
  const [test, testing] = useMutation(TestDatasetBucketDocument);
  const key = { projectId: project.id, name };
  const secretAccessKey = secret === '' ? {} : { secretAccessKey: secret };
  const variables = { input: { ...key, ...texts, pathStyle, formats, ...secretAccessKey } };
  const error = saving.error ?? removing.error ?? testing.error;
  const endings = (known.data?.datasetFormats ?? []).flatMap(({ extension, compressions }) => [
    extension,
    ...compressions.map((packed) => `${extension}.${packed}`),
  ]);
  return (
    <Stack gap="xs" maw={520} mt="xs">
      <Unread what="The formats" query={known} />
      {TEXTS.map(([field, label, placeholder]) => (
        <TextInput
          key={field}
          label={label}
          placeholder={placeholder}
          value={texts[field]}
          onChange={({ currentTarget }) => setTexts({ ...texts, [field]: currentTarget.value })}
        />
      ))}
      <PasswordInput
        label="Secret access key"
        description={bucket ? 'Kept as it is where nothing is typed.' : 'Stored encrypted, never shown again.'}
        value={secret}
        autoComplete="off"
        onChange={({ currentTarget }) => setSecret(currentTarget.value)}
      />
      <Checkbox
        label="The bucket is a part of the path, not of the host’s name"
        checked={pathStyle}
        onChange={({ currentTarget }) => setPathStyle(currentTarget.checked)}
      />
      <MultiSelect label="Formats to push" data={endings} value={formats} searchable onChange={setFormats} />
      {error && <Failed message={messageOf(error)} />}
      {testing.data && (
        <Notice tone={testing.data.testDatasetBucket.works ? 'note' : 'bad'} title="Test">
          <UserText
            text={testing.data.testDatasetBucket.failure ?? 'It works: an object was stored there and removed again.'}
          />
        </Notice>
      )}
      <Group gap="xs">
        <Button loading={saving.loading} onClick={() => inPlace(save({ variables }).then(onDone))}>
          Save
        </Button>
        <Button variant="default" loading={testing.loading} onClick={() => void test({ variables })}>
          Test
        </Button>
        {bucket && (
          <Button variant="default" onClick={() => inPlace(remove({ variables: key }).then(onDone))}>
            Stop pushing
          </Button>
        )}
        <Button variant="subtle" onClick={onDone}>
          Leave it
        </Button>
      </Group>
    </Stack>
  );
}
