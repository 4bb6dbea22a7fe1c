import { Table, Text, Title } from '@mantine/core';
import type { CompareMachinesQuery } from '../lib/generated/graphql';
import { count } from '../ui/format';
import { distanceText } from '../ui/number-answers';
import { UserText } from '../ui/user-text';

type Compared = CompareMachinesQuery['compareMachines'];
type Props = {
  readonly compared: Compared;
  readonly numbers: NonNullable<Compared['numbers']>;
  readonly unit?: string;
};

/** Where answers are numbers a matrix of them says nothing: how far the two lie apart, and each from people. */
export function ComparedNumbers({ compared, numbers, unit }: Props) {
  const { challenger, champion, cases, differ } = compared;
  const far = (distance: number | null): string =>
    distance === null ? 'Not enough data yet' : distanceText(distance, unit);
  const rows: readonly [string, string][] = [
    ['The same answer', `${count(cases - differ)} of ${count(cases)}`],
    ['Apart, on average', far(numbers.meanDifference)],
    [`${challenger} off, on average`, far(numbers.challengerMeanError)],
    [`${champion} off, on average`, far(numbers.championMeanError)],
  ];
  return (
    <section aria-labelledby="agreement">
      <Title order={2} size="h4" mb="xs" id="agreement">
        Agreement
      </Title>
      <Table aria-label="Agreement">
        <Table.Tbody>
          {rows.map(([name, value]) => (
            <Table.Tr key={name}>
              <Table.Th scope="row">
                <UserText text={name} />
              </Table.Th>
              <Table.Td ta="right">{value}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Text size="xs" c="dimmed">
        The same answer: {numbers.same}. How far off each is comes from blind labels, weighted by 1/propensity.
      </Text>
    </section>
  );
}
