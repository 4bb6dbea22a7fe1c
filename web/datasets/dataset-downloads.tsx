import { useQuery } from '@apollo/client/react';
import { Table, Text, Title } from '@mantine/core';
import { DatasetDownloadsDocument } from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { useReadAgain } from '../lib/pulse';
import { useProject } from '../lib/session';
import { Failed } from '../ui/states';
import { When } from '../ui/when';
import { UserText } from '../ui/user-text';

/** Who took a version out, as the audit log has it. */
export function DatasetDownloads({ number }: { readonly number: number }) {
  const { data, error, refetch } = useQuery(DatasetDownloadsDocument, {
    variables: { projectId: useProject().id, number },
    fetchPolicy: 'cache-and-network',
  });
  useReadAgain('datasetsMark', () => refetch());
  const downloads = data?.datasetDownloads;
  if (error && !downloads) return <Failed message={messageOf(error)} onRetry={() => void refetch()} />;
  if (!downloads) return null;
  return (
    <section aria-label="Who took it">
      <Title order={2} size="h5" mb={4}>
        Who took it
      </Title>
      {downloads.length === 0 ? (
        <Text size="sm">Nobody yet. Each download by a person or a key is written down here and in the audit log.</Text>
      ) : (
        <Table className="stack" fz="sm" verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Who</Table.Th>
              <Table.Th>File</Table.Th>
              <Table.Th>When</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {downloads.map(({ actor, file, at }) => (
              <Table.Tr key={`${actor} ${file} ${at}`}>
                <Table.Td data-main>
                  <UserText text={actor} />
                </Table.Td>
                <Table.Td data-label="File">
                  <UserText text={file} />
                </Table.Td>
                <Table.Td data-label="When">
                  <When iso={at} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </section>
  );
}
