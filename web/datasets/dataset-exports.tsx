import { useQuery } from '@apollo/client/react';
import { Table, Text, Title } from '@mantine/core';
import { DatasetExportsDocument, type DatasetPartsFragment } from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { useReadAgain } from '../lib/pulse';
import { useProject } from '../lib/session';
import { Failed } from '../ui/states';
import { ExportForm } from './export-form';
import { ExportRow } from './export-row';

/** Exports of a version that a job makes: for large ones, and for some of the columns. */
export function DatasetExports({ version }: { readonly version: DatasetPartsFragment }) {
  const { data, error, refetch } = useQuery(DatasetExportsDocument, {
    variables: { projectId: useProject().id, number: version.number },
    fetchPolicy: 'cache-and-network',
  });
  useReadAgain('datasetsMark', () => refetch());
  const exports = data?.datasetExports ?? [];
  return (
    <section aria-label="Exports">
      <Title order={2} size="h5" mb={4}>
        Exports
      </Title>
      <Text size="sm" mb="xs">
        Made in the background; you are told when one is there. A download that broke off goes on where it was.
      </Text>
      <ExportForm version={version} onStarted={() => void refetch()} />
      {error && <Failed message={messageOf(error)} onRetry={() => void refetch()} />}
      {exports.length > 0 && (
        <Table className="stack" fz="sm" verticalSpacing={4} mt="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>File</Table.Th>
              <Table.Th>Columns</Table.Th>
              <Table.Th>State</Table.Th>
              <Table.Th>Started by</Table.Th>
              <Table.Th>Kept until</Table.Th>
              <Table.Th>What to do</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {exports.map((one) => (
              <ExportRow key={one.id} one={one} />
            ))}
          </Table.Tbody>
        </Table>
      )}
    </section>
  );
}
