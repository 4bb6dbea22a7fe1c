import { Stack, Table, Text, Title } from '@mantine/core';
import { count, percent, withInterval } from '../ui/format';
import { When } from '../ui/when';
import { isolated } from '../ui/visible-text';

type Row = {
  readonly name: string;
  readonly labels: number;
  readonly value: number | null;
  readonly lower: number;
  readonly upper: number;
  /** When a change in it was last told; undefined where nobody listens for that. */
  readonly signalAt?: string | null;
};
type Props = { readonly title: string; readonly firstColumn: string; readonly rows: readonly Row[] };

/** Error rates with the interval that holds at all times, a row each. */
export function ErrorTable({ title, firstColumn, rows }: Props) {
  const hasSignals = rows.some(({ signalAt }) => signalAt !== undefined);
  return (
    <Stack gap="xs">
      <Title order={2} size="h5">
        {title}
      </Title>
      {rows.length === 0 ? (
        <Text size="sm" c="dimmed">
          None has a label yet.
        </Text>
      ) : (
        <Table className="stack" aria-label={isolated(title)}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{firstColumn}</Table.Th>
              <Table.Th>Labels</Table.Th>
              <Table.Th>Error rate</Table.Th>
              {hasSignals && <Table.Th>Changed</Table.Th>}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(({ name, labels, value, lower, upper, signalAt }) => (
              <Table.Tr key={name}>
                <Table.Td data-main>{name || 'none'}</Table.Td>
                <Table.Td data-label="Labels">{count(labels)}</Table.Td>
                <Table.Td data-label="Error rate">
                  {value === null
                    ? `not known: ${percent(lower)} to ${percent(upper)}`
                    : withInterval(value, { lower, upper })}
                </Table.Td>
                {hasSignals && (
                  <Table.Td data-label="Changed">{signalAt ? <When iso={signalAt} /> : 'no sign of it'}</Table.Td>
                )}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Stack>
  );
}
