import { useQuery } from '@apollo/client/react';
import type { DatasetCard } from '@handrail/shared/datasets';
import { chiSquareTest, totalVariation } from '@handrail/shared/stats';
import { Anchor, Table, Text, Title } from '@mantine/core';
import { Link } from '../lib/router';
import { DatasetDocument, type DatasetPartsFragment } from '../lib/generated/graphql';
import { useProject } from '../lib/session';
import { Unread } from '../lib/unread';
import { count, percent } from '../ui/format';
import { Loading } from '../ui/states';
import { VersionDrift } from './version-drift';
import { UserText } from '../ui/user-text';

/** Below this chance of so great a difference by luck alone, the balance has moved. */
const UNLIKELY = 0.01;

/** What a version changed against the one before of its name: rows, and the balance of labels. */
export function VersionChanges({ version }: { readonly version: DatasetPartsFragment }) {
  const project = useProject();
  const against = version.changes?.against ?? 0;
  const before = useQuery(DatasetDocument, {
    variables: { projectId: project.id, number: against },
    skip: version.changes === null,
  });
  if (!version.changes) return null;
  const { added, changed, removed } = version.changes;
  return (
    <section aria-label="Changes">
      <Title order={2} size="h5" mb={4}>
        Against{' '}
        <Anchor component={Link} to={`/p/${project.slug}/datasets/${against}`} inherit>
          dataset {against}
        </Anchor>
      </Title>
      <Text size="sm" mb="xs">
        {count(added)} {added === 1 ? 'row' : 'rows'} added, {count(changed)} changed, {count(removed)} removed.
      </Text>
      <Unread what="The version before" query={before} />
      {before.data ? (
        <Balance before={before.data.datasetVersion.card as DatasetCard} now={version.card as DatasetCard} />
      ) : (
        !before.error && <Loading lines={2} />
      )}
      <VersionDrift drift={version.drift} />
    </section>
  );
}

function Balance({ before, now }: { readonly before: DatasetCard; readonly now: DatasetCard }) {
  if (before.rows === 0 || now.rows === 0)
    return <Text size="sm">One of them has no rows, so their labels cannot be compared.</Text>;
  const rowsOf = ({ labels }: DatasetCard, label: string): number =>
    labels.find((one) => one.label === label)?.rows ?? 0;
  const labels = [...new Set([...now.labels, ...before.labels].map(({ label }) => label))];
  const counts = {
    reference: labels.map((label) => rowsOf(before, label)),
    current: labels.map((label) => rowsOf(now, label)),
  };
  const { p } = chiSquareTest(counts);
  return (
    <>
      <Text size="sm" mb="xs">
        {p < UNLIKELY
          ? `The balance of labels has moved by ${percent(totalVariation(counts))}, more than luck would do (p = ${p < 0.001 ? 'below 0.001' : p.toFixed(3)}).`
          : `The balance of labels differs by ${percent(totalVariation(counts))}, which may be luck (p = ${p.toFixed(2)}).`}
      </Text>
      <Table className="stack" fz="sm" verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Label</Table.Th>
            <Table.Th ta="right">Share before</Table.Th>
            <Table.Th ta="right">Share now</Table.Th>
            <Table.Th ta="right">Rows more</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {labels.map((label) => (
            <Table.Tr key={label}>
              <Table.Td data-main>
                <UserText text={label} />
              </Table.Td>
              <Table.Td data-label="Before" ta="right">
                {percent(rowsOf(before, label) / before.rows)}
              </Table.Td>
              <Table.Td data-label="Now" ta="right">
                {percent(rowsOf(now, label) / now.rows)}
              </Table.Td>
              <Table.Td data-label="Rows more" ta="right">
                {signed(rowsOf(now, label) - rowsOf(before, label))}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </>
  );
}

function signed(difference: number): string {
  if (difference === 0) return '0';
  return `${difference > 0 ? '+' : '−'}${count(Math.abs(difference))}`;
}
