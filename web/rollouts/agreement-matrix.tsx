import { Table, Text, Title } from '@mantine/core';
import type { CompareMachinesQuery } from '../lib/generated/graphql';
import { answer, count } from '../ui/format';
import { UserText } from '../ui/user-text';

/** More answers than this are gathered as “others”. */
const SHOWN = 8;
const OTHERS = 'others';

/** How often the two said which pair of answers; the diagonal is where they agree. */
export function AgreementMatrix({ compared }: { readonly compared: CompareMachinesQuery['compareMachines'] }) {
  const { matrix, challenger, champion, cases } = compared;
  const totals = new Map<string, number>();
  for (const cell of matrix)
    for (const value of [cell.challenger, cell.champion])
      totals.set(answer(value), (totals.get(answer(value)) ?? 0) + cell.cases);
  const all = [...totals].sort((a, b) => b[1] - a[1]).map(([value]) => value);
  const shown = all.length > SHOWN ? [...all.slice(0, SHOWN - 1), OTHERS] : all;
  const place = (value: unknown): string => (shown.includes(answer(value)) ? answer(value) : OTHERS);
  const counts = new Map<string, number>();
  for (const cell of matrix) {
    const key = `${place(cell.champion)}\0${place(cell.challenger)}`;
    counts.set(key, (counts.get(key) ?? 0) + cell.cases);
  }
  return (
    <section aria-labelledby="agreement">
      <Title order={2} size="h4" mb="xs" id="agreement">
        Agreement
      </Title>
      <Table.ScrollContainer minWidth={280} type="native">
        <Table aria-label="Agreement" className="matrix">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>
                <UserText text={champion} /> ↓ · <UserText text={challenger} /> →
              </Table.Th>
              {shown.map((value) => (
                <Table.Th key={value} ta="right">
                  <UserText text={value} />
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.map((row) => (
              <Table.Tr key={row}>
                <Table.Th scope="row">
                  <UserText text={row} />
                </Table.Th>
                {shown.map((column) => {
                  const n = counts.get(`${row}\0${column}`) ?? 0;
                  const isSame = row === column && row !== OTHERS;
                  return (
                    <Table.Td key={column} ta="right" data-same={isSame} fw={n > 0 && !isSame ? 600 : 400}>
                      {n === 0 ? (
                        <Text span c="dimmed">
                          –
                        </Text>
                      ) : (
                        count(n)
                      )}
                    </Table.Td>
                  );
                })}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Text size="xs" c="dimmed">
        {count(cases)} cases; framed where both say the same.
      </Text>
    </section>
  );
}
