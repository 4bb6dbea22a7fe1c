import type { TypedDocumentNode } from '@apollo/client';
import { useMutation } from '@apollo/client/react';
import { Button, Table, Text, Title } from '@mantine/core';
import { BringBackMetricDocument, RetireMetricDocument, type RegisterPartsFragment } from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { useProject } from '../lib/session';
import { rowKeys, rowProps } from '../ui/rows';
import { Failed } from '../ui/states';
import { When } from '../ui/when';
import { Mark } from './risk-table';
import { UserText } from '../ui/user-text';
import { isolated } from '../ui/visible-text';

type MetricParts = RegisterPartsFragment['metrics'][number];
type Props = Pick<RegisterPartsFragment, 'metrics'> & {
  /** Before any risk is written down, that a metric is for none is no news. */
  readonly hasRisks: boolean;
  readonly mayEdit: boolean;
};

/** Every metric: how many risks it is for, and whether it is in use; one without a risk is marked. */
export function MetricTable({ metrics, hasRisks, mayEdit }: Props) {
  const idle = hasRisks ? metrics.filter(({ isIdle }) => isIdle).length : 0;
  return (
    <section aria-labelledby="metrics">
      <Title order={2} size="h4" id="metrics">
        Metrics
      </Title>
      <Text size="sm" mb="xs">
        {hasRisks && (idle === 0 ? 'Every metric in use is there for a risk. ' : `${idle} without a risk. `)}A retired
        metric is still recorded and can come back; it reveals no risk.
      </Text>
      <Table verticalSpacing={6} className="stack" fz="sm" aria-label="Metrics">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Metric</Table.Th>
            <Table.Th>Risks</Table.Th>
            <Table.Th>Alarms</Table.Th>
            <Table.Th>State</Table.Th>
            {mayEdit && <Table.Th>Change</Table.Th>}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody {...rowKeys}>
          {metrics.map((metric) => (
            <Table.Tr key={metric.id} {...rowProps()}>
              <Table.Td data-main>
                <UserText text={metric.title} />
                <Text size="xs" c="dimmed">
                  {metric.id}
                  {metric.movesLike.length > 0 && `; moves like ${metric.movesLike.join(', ')}`}
                </Text>
                {metric.proposal != null && <Text size="xs">Might be retired: {metric.proposal}</Text>}
              </Table.Td>
              <Table.Td data-label="Risks">
                {hasRisks && metric.isIdle ? <Mark words="no risk" /> : metric.risks}
              </Table.Td>
              <Table.Td data-label="Alarms">
                {metric.alarms}
                {metric.useful + metric.useless > 0 && `, ${metric.useful} useful, ${metric.useless} not`}
              </Table.Td>
              <Table.Td data-label="State">
                <State metric={metric} />
              </Table.Td>
              {mayEdit && (
                <Table.Td data-label="Change">
                  <Switch metric={metric} />
                </Table.Td>
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}

function State({ metric }: { readonly metric: MetricParts }) {
  if (metric.retiredAt === null) return 'in use';
  return (
    <>
      retired by {metric.retiredBy} <When iso={metric.retiredAt} />
    </>
  );
}

type Move = TypedDocumentNode<unknown, { projectId: string; metric: string }>;

/** Retires a metric with a click, or brings it back. */
function Switch({ metric }: { readonly metric: MetricParts }) {
  const project = useProject();
  const isRetired = metric.retiredAt !== null;
  const move: Move = isRetired ? BringBackMetricDocument : RetireMetricDocument;
  const [run, { loading, error }] = useMutation(move, { refetchQueries: ['RiskRegister'], awaitRefetchQueries: true });
  const word = isRetired ? 'Bring back' : 'Retire';
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        loading={loading}
        aria-label={`${word}: ${isolated(metric.title)}`}
        onClick={() => void run({ variables: { projectId: project.id, metric: metric.id } })}
      >
        {word}
      </Button>
      {error && <Failed message={messageOf(error)} />}
    </>
  );
}
