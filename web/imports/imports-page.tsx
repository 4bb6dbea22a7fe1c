import { useQuery } from '@apollo/client/react';
import { Anchor, Table } from '@mantine/core';
import { Link, useNavigate } from '../lib/router';
import { ImportsDocument, type ImportPartsFragment } from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { useReadAgain } from '../lib/pulse';
import { useProject } from '../lib/session';
import { Page } from '../ui/page';
import { rowKeys, rowProps } from '../ui/rows';
import { Empty, Failed, Loading } from '../ui/states';
import { When } from '../ui/when';
import { ImportDrop } from './import-drop';
import { importInWords } from './import-words';
import { UserText } from '../ui/user-text';

/** Labelled data in: a place for a file, and what was imported before. */
export function ImportsPage() {
  const project = useProject();
  const navigate = useNavigate();
  const { data, error, refetch } = useQuery(ImportsDocument, { variables: { projectId: project.id } });
  useReadAgain('datasetsMark', () => refetch());
  const imports = data?.labelImports;
  return (
    <Page title="Import labelled data" of={project.name}>
      <ImportDrop
        slug={project.slug}
        onSent={(id) => void navigate({ to: `/p/${project.slug}/datasets/imports/${id}` })}
      />
      {error && <Failed message={messageOf(error)} onRetry={() => void refetch()} />}
      {!imports && !error && <Loading lines={4} />}
      {imports?.length === 0 && (
        <Empty title="Nothing imported yet">
          Bring the labels that you have: as gold cases, as training data, or as the past of a previous system.
        </Empty>
      )}
      {imports && imports.length > 0 && <ImportTable imports={imports} slug={project.slug} />}
    </Page>
  );
}

function ImportTable({ imports, slug }: { readonly imports: readonly ImportPartsFragment[]; readonly slug: string }) {
  return (
    <Table verticalSpacing={6} className="stack" fz="sm">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>File</Table.Th>
          <Table.Th>How far</Table.Th>
          <Table.Th>By</Table.Th>
          <Table.Th>When</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody {...rowKeys}>
        {imports.map((one) => (
          <Table.Tr key={one.id} {...rowProps()}>
            <Table.Td data-main>
              <Anchor component={Link} to={`/p/${slug}/datasets/imports/${one.id}`} size="sm">
                <UserText text={one.fileName} />
              </Anchor>
            </Table.Td>
            <Table.Td data-label="How far">{importInWords(one)}</Table.Td>
            <Table.Td data-label="By">
              <UserText text={one.createdBy} />
            </Table.Td>
            <Table.Td data-label="When">
              <When iso={one.createdAt} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
