import { useQuery } from '@apollo/client/react';
import { Button, CopyButton, Group, Stack, Table, Text, Title } from '@mantine/core';
import { useParams } from '../lib/router';
import { RolloutReportDocument, type DealtPartsFragment } from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { useProject } from '../lib/session';
import { count, exactTime } from '../ui/format';
import { Page } from '../ui/page';
import { Empty, Failed, Loading } from '../ui/states';
import { EvidenceTable } from './evidence-table';
import { GuardrailRows } from './guardrail-table';
import { Timeline } from './timeline';
import { incumbentInSentence, incumbentOf, MODE_WORDS, shareOf, STATUS_WORDS } from './words';
import { UserText } from '../ui/user-text';
import { isolated } from '../ui/visible-text';

/** What a rollout leaves behind, to be sent as a link or printed. */
export function ReportPage() {
  const project = useProject();
  const { id } = useParams();
  const { data, error, refetch } = useQuery(RolloutReportDocument, { variables: { id: id ?? '' } });
  if (error && !data) return <Failed message={messageOf(error)} onRetry={() => void refetch()} />;
  if (!data) return <Loading lines={8} />;
  const report = data.rolloutReport;
  if (!report) return <Empty title="No such report">It may belong to another project.</Empty>;
  const { rollout, events, verdict } = report;
  const { plan } = rollout;
  const facts: readonly [string, string][] = [
    ['Project', project.name],
    ['Challenger', plan.challenger],
    ['Incumbent', incumbentOf(plan.incumbent)],
    ['How', planOf(plan.mode, plan.steps)],
    ['Started', `${exactTime(rollout.createdAt)} by ${rollout.createdBy}`],
    ['Ended', rollout.endedAt ? `${exactTime(rollout.endedAt)}, ${STATUS_WORDS[rollout.status]}` : 'it runs'],
  ];
  return (
    <Page
      title={`Report: ${isolated(plan.challenger)} for ${incumbentInSentence(plan.incumbent)}`}
      of={project.name}
      actions={
        <Group gap="xs" className="no-print">
          <CopyButton value={window.location.href}>
            {({ copied, copy }) => (
              <Button variant="default" onClick={copy}>
                {copied ? 'Link copied' : 'Copy the link'}
              </Button>
            )}
          </CopyButton>
          <Button variant="default" onClick={() => window.print()}>
            Print
          </Button>
        </Group>
      }
    >
      <Text size="lg">{verdict}</Text>
      <Table aria-label="What it was">
        <Table.Tbody>
          {facts.map(([name, says]) => (
            <Table.Tr key={name}>
              <Table.Th scope="row" w={130}>
                <UserText text={name} />
              </Table.Th>
              <Table.Td>{says}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <DealtTable challenger={report.challenger} incumbent={report.incumbent} plan={plan} />
      {rollout.standing && rollout.standing.guardrails.length > 0 && (
        <Stack gap="xs">
          <Title order={2} size="h4">
            {rollout.endedAt ? 'Guardrails at the end' : 'Guardrails now'}
          </Title>
          <GuardrailRows guardrails={rollout.standing.guardrails} plan={plan} />
        </Stack>
      )}
      {rollout.standing && (
        <EvidenceTable
          evidence={rollout.standing.evidence}
          plan={plan}
          latencyLimitMs={rollout.latencyLimitMs}
          title={rollout.endedAt ? 'Evidence of the last step' : 'Evidence of this step'}
        />
      )}
      <Title order={2} size="h4">
        Timeline
      </Title>
      <Timeline events={events} />
    </Page>
  );
}

function planOf(mode: 'CANARY' | 'BLUE_GREEN', steps: readonly { readonly share: number }[]): string {
  if (mode === 'BLUE_GREEN') return MODE_WORDS[mode];
  return `${MODE_WORDS[mode]}: ${steps.map(({ share }) => shareOf(share)).join(', ')}`;
}

type DealtProps = {
  readonly challenger: DealtPartsFragment;
  readonly incumbent: DealtPartsFragment;
  readonly plan: { readonly challenger: string; readonly incumbent: string | null };
};

/** How many cases went to either side, and who decided them. */
function DealtTable({ challenger, incumbent, plan }: DealtProps) {
  const rows: readonly [string, keyof Omit<DealtPartsFragment, '__typename'>][] = [
    ['Cases', 'cases'],
    ['Decided by its machine alone', 'decidedByMachine'],
    ['Decided by people', 'decidedByPeople'],
    ['Decided by the previous system', 'decidedBySystem'],
    ['Waiting for a person', 'open'],
  ];
  return (
    <Table aria-label="Cases of either side">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Over the whole rollout</Table.Th>
          <Table.Th ta="right">
            <UserText text={plan.challenger} />
          </Table.Th>
          <Table.Th ta="right">{incumbentOf(plan.incumbent)}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(([name, field]) => (
          <Table.Tr key={name}>
            <Table.Td>
              <UserText text={name} />
            </Table.Td>
            <Table.Td ta="right">{count(challenger[field])}</Table.Td>
            <Table.Td ta="right">{count(incumbent[field])}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
