import { useQuery } from '@apollo/client/react';
import { Anchor, Button, Group, Table, Text } from '@mantine/core';
import { Link } from '../lib/router';
import { Snowflake, Upload } from 'lucide-react';
import { DatasetsDocument, type DatasetPartsFragment } from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { useReadAgain } from '../lib/pulse';
import { can, useProject } from '../lib/session';
import { count } from '../ui/format';
import { Page } from '../ui/page';
import { rowKeys, rowProps } from '../ui/rows';
import { Empty, Failed, Loading } from '../ui/states';
import { When } from '../ui/when';
import { changesInWords, stateInWords } from './dataset-words';
import { UserText } from '../ui/user-text';

/** Every frozen version of a project's training data, newest first. */
export function DatasetsPage() {
  const project = useProject();
  const { data, error, refetch } = useQuery(DatasetsDocument, { variables: { projectId: project.id } });
  useReadAgain('datasetsMark', () => refetch());
  const versions = data?.datasetVersions;
  return (
    <Page
      title="Datasets"
      of={project.name}
      actions={
        <Group gap="xs">
          {can(project, 'labels:import') && (
            <Button
              component={Link}
              to={`/p/${project.slug}/datasets/imports`}
              variant="default"
              leftSection={<Upload size={16} aria-hidden />}
            >
              Import
            </Button>
          )}
          <Button
            component={Link}
            to={`/p/${project.slug}/datasets/new`}
            leftSection={<Snowflake size={16} aria-hidden />}
          >
            Freeze a dataset
          </Button>
        </Group>
      }
    >
      {error && <Failed message={messageOf(error)} onRetry={() => void refetch()} />}
      {!versions && !error && <Loading lines={6} />}
      {versions?.length === 0 && (
        <Empty title="No dataset yet">
          Freeze the labels that you have: a numbered file that is the same, byte for byte, on every day.
        </Empty>
      )}
      {versions && versions.length > 0 && <VersionTable versions={versions} slug={project.slug} />}
    </Page>
  );
}

function VersionTable({
  versions,
  slug,
}: {
  readonly versions: readonly DatasetPartsFragment[];
  readonly slug: string;
}) {
  return (
    <Table verticalSpacing={6} className="stack" fz="sm">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Dataset</Table.Th>
          <Table.Th>Rows</Table.Th>
          <Table.Th>Changed</Table.Th>
          <Table.Th>SHA-256</Table.Th>
          <Table.Th>Frozen by</Table.Th>
          <Table.Th>When</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody {...rowKeys}>
        {versions.map((version) => (
          <Table.Tr key={version.id} {...rowProps()}>
            <Table.Td data-main>
              <Anchor component={Link} to={`/p/${slug}/datasets/${version.number}`} size="sm">
                {version.number} · <UserText text={version.name} />
              </Anchor>
            </Table.Td>
            <Table.Td data-label="Rows">{version.rows === null ? stateInWords(version) : count(version.rows)}</Table.Td>
            <Table.Td data-label="Changed">{changesInWords(version)}</Table.Td>
            <Table.Td data-label="SHA-256">
              <Text size="sm" ff="monospace" span>
                {version.sha256?.slice(0, 12) ?? '–'}
              </Text>
            </Table.Td>
            <Table.Td data-label="Frozen by">
              <UserText text={version.createdBy} />
            </Table.Td>
            <Table.Td data-label="When">
              <When iso={version.createdAt} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
