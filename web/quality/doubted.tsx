import type { QualityReport } from '@handrail/shared/datasets';
import { Group, Table, Text, Title } from '@mantine/core';
import { count, two } from '../ui/format';
import { rowKeys, rowProps } from '../ui/rows';
import { AskButton } from './ask-button';
import { CaseLink } from './case-link';
import { UserText } from '../ui/user-text';

type Row = QualityReport['errors']['rows'][number];
/** As the server shows it: nothing of the model for a case that somebody is asked about now. */
type Shown = Row & { readonly inReview?: boolean };
type Props = {
  readonly title: string;
  readonly says: string;
  readonly none: string;
  readonly found: QualityReport['errors'];
  readonly summaries: QualityReport['summaries'];
};

/** Labels that the model doubts, or cannot tell. */
export function Doubted({ title, says, none, found, summaries }: Props) {
  const rows: readonly Shown[] = found.rows;
  const isNumber = rows.some(({ times }) => times !== undefined);
  const open = rows.filter(({ inReview }) => inReview !== true).map(({ id }) => id);
  return (
    <section aria-label={title}>
      <Group justify="space-between" mb={4}>
        <Title order={2} size="h4">
          {title}: {count(found.count)}
        </Title>
        <AskButton caseIds={open} what={title.toLowerCase()} />
      </Group>
      <Text size="sm" mb="xs">
        {rows.length === 0 ? none : says}
        {found.count > rows.length && ` The first ${count(rows.length)}:`}
      </Text>
      {rows.length > 0 && (
        <Table verticalSpacing={6} className="stack" fz="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Case</Table.Th>
              <Table.Th>Label</Table.Th>
              <Table.Th>Model</Table.Th>
              <Table.Th ta="right">{isNumber ? 'Off' : 'Sure'}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody {...rowKeys}>
            {rows.map((row) => (
              <Table.Tr key={row.id} {...rowProps()}>
                <Table.Td data-main maw={480}>
                  <CaseLink id={row.id} summaries={summaries} />
                </Table.Td>
                <Table.Td data-label="Label">
                  <UserText text={row.label} />
                </Table.Td>
                <Table.Td data-label="Model">{row.inReview ? 'people are asked' : row.predicted}</Table.Td>
                <Table.Td data-label={isNumber ? 'Off' : 'Sure'} ta="right">
                  {row.inReview ? '–' : sureOf(row)}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </section>
  );
}

/** Of a number how far off it is, beside what is usual. */
function sureOf({ confidence, times }: Row): string {
  return times === undefined ? two(confidence) : `${count(Math.round(times))} × the usual`;
}
