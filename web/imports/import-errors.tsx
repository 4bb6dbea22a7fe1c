import { useQuery } from '@apollo/client/react';
import { Anchor, Table, Text, Title } from '@mantine/core';
import { ImportErrorsDocument, type ImportPartsFragment } from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { useProject } from '../lib/session';
import { count } from '../ui/format';
import { rowKeys, rowProps } from '../ui/rows';
import { Failed, Loading } from '../ui/states';
import { UserText } from '../ui/user-text';

/** What is wrong with which row; the first ones here, more in a file. */
export function ImportErrors({ file, slug }: { readonly file: ImportPartsFragment; readonly slug: string }) {
  const project = useProject();
  const { data, error, refetch } = useQuery(ImportErrorsDocument, {
    variables: { projectId: project.id, importId: file.id },
    fetchPolicy: 'cache-and-network',
  });
  const errors = data?.importErrors;
  return (
    <section aria-label="Rows that do not fit">
      <Title order={2} size="h4">
        Rows that do not fit
      </Title>
      <Text size="sm" mb="xs">
        {count(file.rowsBad)} {file.rowsBad === 1 ? 'row' : 'rows'}. Mend them and send those alone: the others are
        here, unless you chose to keep none.{' '}
        <Anchor href={`/v1/projects/${slug}/imports/${file.id}/errors`} download="errors.jsonl" size="sm">
          All of them as JSON lines
        </Anchor>
      </Text>
      {error && <Failed message={messageOf(error)} onRetry={() => void refetch()} />}
      {!errors && !error && <Loading lines={4} />}
      {errors && (
        <Table verticalSpacing={4} className="stack" fz="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Row</Table.Th>
              <Table.Th>Column</Table.Th>
              <Table.Th>What is wrong</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody {...rowKeys}>
            {errors.map(({ row, column, detail }, index) => (
              <Table.Tr key={index} {...rowProps()}>
                <Table.Td data-main>{count(row)}</Table.Td>
                <Table.Td data-label="Column">{column ?? 'the whole row'}</Table.Td>
                <Table.Td data-label="What is wrong">
                  <UserText text={detail} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </section>
  );
}
