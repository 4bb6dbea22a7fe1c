import { Table, Text, Title } from '@mantine/core';
import type { EvidencePartsFragment, PlanPartsFragment } from '../lib/generated/graphql';
import { count } from '../ui/format';
import { incumbentOf, METRIC_WORDS } from './words';
import { UserText } from '../ui/user-text';

type Props = {
  readonly evidence: EvidencePartsFragment;
  readonly plan: PlanPartsFragment;
  readonly latencyLimitMs: number | null;
  readonly title?: string;
};

/** What was counted on both arms since the step began. */
export function EvidenceTable({ evidence, plan, latencyLimitMs, title = 'Evidence of this step' }: Props) {
  const { challenger, incumbent } = evidence;
  const rows: readonly [string, number, number][] = [
    ['Cases', challenger.cases, incumbent.cases],
    ['Subjects', challenger.subjects, incumbent.subjects],
    ['Blind labels', challenger.labels, incumbent.labels],
    [METRIC_WORDS.ERROR.name, challenger.error, incumbent.error],
    [METRIC_WORDS.NULL.name, challenger.nulls, incumbent.nulls],
    [METRIC_WORDS.OVERRIDE.name, challenger.override, incumbent.override],
    [METRIC_WORDS.REFUSAL.name, challenger.refusal, incumbent.refusal],
    [slowOf(latencyLimitMs), challenger.latency, incumbent.latency],
    ['Decided without a person', challenger.automated, incumbent.automated],
  ];
  const { pairedErrors: pairs, compared, differ } = evidence;
  return (
    <section aria-labelledby="evidence">
      <Title order={2} size="h4" mb="xs" id="evidence">
        {title}
      </Title>
      <Table.ScrollContainer minWidth={320} type="native">
        <Table aria-label="Evidence of both arms">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Counted once a subject</Table.Th>
              <Table.Th ta="right">
                <UserText text={plan.challenger} />
              </Table.Th>
              <Table.Th ta="right">{incumbentOf(plan.incumbent)}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(([name, a, b]) => (
              <Table.Tr key={name}>
                <Table.Td>
                  <UserText text={name} />
                </Table.Td>
                <Table.Td ta="right">{count(a)}</Table.Td>
                <Table.Td ta="right">{count(b)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Text size="sm" mt="xs">
        {compared === 0
          ? 'No case was answered by both yet.'
          : `Both answered ${count(compared)} cases and differ on ${count(differ)}. `}
        {pairs.challengerOnly + pairs.incumbentOnly + pairs.both > 0 &&
          `By blind labels only the challenger was wrong on ${count(pairs.challengerOnly)}, only the incumbent on ${count(pairs.incumbentOnly)}.`}
      </Text>
    </section>
  );
}

function slowOf(limitMs: number | null): string {
  return limitMs === null ? 'Slow answers (no limit is known)' : `Slower than ${count(Math.round(limitMs))} ms`;
}
