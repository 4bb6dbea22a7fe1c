import { useQuery } from '@apollo/client/react';
import type { DatasetCard } from '@handrail/shared/datasets';
import { Button, Code, Group, Progress, Stack, Text } from '@mantine/core';
import { Link, useParams } from '../lib/router';
import { Stethoscope } from 'lucide-react';
import { DatasetDocument, type DatasetPartsFragment } from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { useReadAgain } from '../lib/pulse';
import { useProject } from '../lib/session';
import { size } from '../ui/format';
import { Notice } from '../ui/notice';
import { Page } from '../ui/page';
import { Snippet } from '../ui/snippet';
import { Failed, Loading } from '../ui/states';
import { When } from '../ui/when';
import { CardView } from './card-view';
import { DatasetActions } from './dataset-actions';
import { DatasetBucket } from './dataset-bucket';
import { DatasetDownloads } from './dataset-downloads';
import { DatasetExports } from './dataset-exports';
import { DatasetFiles } from './dataset-files';
import { DatasetSchedule } from './dataset-schedule';
import { changesInWords, erasedInWords, stateInWords } from './dataset-words';
import { VersionChanges } from './version-changes';
import { UserText } from '../ui/user-text';

/** One frozen version: its files, what it changed, and its data card. */
export function DatasetPage() {
  const project = useProject();
  const { number } = useParams();
  const { data, error, refetch } = useQuery(DatasetDocument, {
    variables: { projectId: project.id, number: Number(number) },
  });
  useReadAgain('datasetsMark', () => refetch());
  const version = data?.datasetVersion;
  return (
    <Page
      title={version ? `Dataset ${version.number} · ${version.name}` : `Dataset ${number}`}
      of={project.name}
      actions={
        version?.state === 'READY' && (
          <Group gap="xs">
            <Button
              component={Link}
              to={`/p/${project.slug}/datasets/${version.number}/quality`}
              variant="default"
              leftSection={<Stethoscope size={16} aria-hidden />}
            >
              Quality
            </Button>
            <DatasetFiles version={version} slug={project.slug} />
          </Group>
        )
      }
    >
      {error && <Failed message={messageOf(error)} onRetry={() => void refetch()} />}
      {!version && !error && <Loading lines={8} />}
      {version && <Story version={version} />}
      {version && <DatasetActions version={version} />}
      {version?.state === 'READY' && (
        <Stack gap="lg">
          <VersionChanges version={version} />
          <CardView card={version.card as DatasetCard} definition={version.definition} />
          <DatasetExports version={version} />
          <DatasetSchedule version={version} />
          <DatasetBucket version={version} />
          <DatasetDownloads number={version.number} />
          <Elsewhere number={version.number} />
        </Stack>
      )}
    </Page>
  );
}

function Story({ version }: { readonly version: DatasetPartsFragment }) {
  return (
    <Stack gap="xs">
      {version.state === 'FAILED' && (
        <Notice tone="bad" title="It could not be frozen">
          {version.failure != null && <UserText text={version.failure} />}. Freeze it again; nothing was kept of this
          try.
        </Notice>
      )}
      {version.erasedRows > 0 && (
        <Notice tone="bad" title="It can no longer be reproduced">
          {erasedInWords(version)} The hash is that of the file as it was.
        </Notice>
      )}
      {version.barePersonal.length > 0 && (
        <Notice tone="note" title="It has personal data as it is">
          {version.barePersonal.join(', ')}: marked as personal since, or chosen to stay as it is. Only who may read
          personal data can take its files; what <UserText text={version.name} /> is frozen as from now on is treated as
          the settings say.
        </Notice>
      )}
      <Text size="sm" aria-live="polite">
        {stateInWords(version)}
        {version.bytes !== null && `, ${size(version.bytes)} as JSONL`}. {changesInWords(version)}. Frozen by{' '}
        <UserText text={version.createdBy} />, <When iso={version.createdAt} />.
      </Text>
      {version.state === 'BUILDING' && (
        <Progress
          aria-label="Frozen so far"
          value={version.rowsExpected ? Math.min(100, (100 * version.rowsDone) / version.rowsExpected) : 0}
        />
      )}
      {version.sha256 !== null && (
        <Text size="sm">
          SHA-256 of the JSONL: <Code className="snippet">{version.sha256}</Code>
        </Text>
      )}
    </Stack>
  );
}

function Elsewhere({ number }: { readonly number: number }) {
  const address = `${window.location.origin}/v1/datasets/${number}`;
  return (
    <section aria-label="The same file elsewhere" className="file">
      <Snippet
        says="In a shell, checked against the hash"
        code={`curl -sH "Authorization: Bearer $HANDRAIL_KEY" \\\n  ${address}/data.jsonl | tee data.jsonl | sha256sum`}
      />
      <Snippet
        says="In pandas"
        code={`import pandas as pd\nrows = pd.read_json("${address}/data.jsonl", lines=True,\n    storage_options={"Authorization": f"Bearer {key}"})`}
      />
    </section>
  );
}
