import { useQuery } from '@apollo/client/react';
import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { Link, useParams } from '../lib/router';
import { RolloutReportDocument } from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { useReadAgain } from '../lib/pulse';
import { can, useProject } from '../lib/session';
import { Page } from '../ui/page';
import { Empty, Failed, Loading } from '../ui/states';
import { BlueGreenSwitch } from './blue-green-switch';
import { EvidenceTable } from './evidence-table';
import { GuardrailTable } from './guardrail-table';
import { MovePanel } from './move-panel';
import { StepLadder } from './step-ladder';
import { Timeline } from './timeline';
import { incumbentInSentence, MODE_WORDS } from './words';
import { UserText } from '../ui/user-text';
import { isolated } from '../ui/visible-text';

/** One rollout: where it stands, by what it is judged, what can be done, and what happened. */
export function RolloutPage() {
  const project = useProject();
  const { id } = useParams();
  const { data, error, refetch } = useQuery(RolloutReportDocument, { variables: { id: id ?? '' } });
  useReadAgain(['projectMark', 'decisionsMark'], () => refetch());
  if (error && !data) return <Failed message={messageOf(error)} onRetry={() => void refetch()} />;
  if (!data) return <Loading lines={8} />;
  const report = data.rolloutReport;
  if (!report) return <Empty title="No such rollout">It may belong to another project.</Empty>;
  const { rollout, events } = report;
  const { plan, standing } = rollout;
  const path = `/p/${project.slug}/rollouts`;
  const isRunning = rollout.status === 'RUNNING';
  const comparison = {
    challenger: plan.challenger,
    champion: plan.incumbent ?? project.policy?.settings.previousSystem ?? '',
  };
  return (
    <Page
      title={`${isolated(plan.challenger)} for ${incumbentInSentence(plan.incumbent)}`}
      of={project.name}
      actions={
        <Group gap="xs">
          {comparison.champion !== '' && (
            <Button variant="default" component={Link} to={`${path}/compare`} search={comparison}>
              Compare them
            </Button>
          )}
          <Button variant="default" component={Link} to={`${path}/${rollout.id}/report`}>
            Report
          </Button>
        </Group>
      }
    >
      <Paper withBorder p="md" component="section" aria-label="Where it stands" aria-live="polite">
        <Text size="xs" c="dimmed">
          {MODE_WORDS[plan.mode]}
        </Text>
        <Text fw={600}>
          <UserText text={rollout.sentence} />
        </Text>
        {!isRunning && <Text size="sm">{afterSentence(report.verdict, rollout.sentence)}</Text>}
      </Paper>
      {plan.mode === 'CANARY' && <StepLadder rollout={rollout} />}
      {plan.mode === 'BLUE_GREEN' && <BlueGreenSwitch rollout={rollout} />}
      {can(project, 'rollouts:move') && <MovePanel rollout={rollout} />}
      {!isRunning && rollout.status !== 'FINISHED' && can(project, 'rollouts:move') && (
        <Group>
          <Button
            variant="default"
            component={Link}
            to={`${path}/new`}
            search={{ challenger: plan.challenger, again: rollout.id }}
          >
            Try it again …
          </Button>
        </Group>
      )}
      {standing ? (
        <Stack gap="lg">
          <GuardrailTable standing={standing} plan={plan} />
          <EvidenceTable evidence={standing.evidence} plan={plan} latencyLimitMs={rollout.latencyLimitMs} />
        </Stack>
      ) : (
        isRunning && (
          <Paper withBorder p="md" className="hatched" component="section" aria-label="Guardrails">
            <Text size="sm">It was not judged yet; that happens within seconds.</Text>
          </Paper>
        )
      )}
      <section aria-labelledby="timeline">
        <Title order={2} size="h4" mb="xs" id="timeline">
          Timeline
        </Title>
        <Timeline events={events} />
      </section>
    </Page>
  );
}

/** The verdict without the sentence that it begins with. */
function afterSentence(verdict: string, sentence: string): string {
  return verdict.startsWith(sentence) ? verdict.slice(sentence.length).trim() : verdict;
}
