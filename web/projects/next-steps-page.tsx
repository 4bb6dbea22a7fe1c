import { useQuery } from '@apollo/client/react';
import { exampleInput, inputSchemaSchema, type CaseInput } from '@handrail/shared/schema';
import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { Link } from '../lib/router';
import { Circle, CircleCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import { NextStepsDocument } from '../lib/generated/graphql';
import { firstCaseCommand } from '../lib/first-case';
import { messageOf } from '../lib/problem';
import { useReadAgain } from '../lib/pulse';
import { can, useProject } from '../lib/session';
import { Page } from '../ui/page';
import { Snippet } from '../ui/snippet';
import { Failed, Loading } from '../ui/states';
import { UserText } from '../ui/user-text';
import { isolated } from '../ui/visible-text';

/** What makes a new project work: a key, a case, people, a decider. Each says itself when it is done. */
export function NextStepsPage() {
  const project = useProject();
  const { data, error, refetch } = useQuery(NextStepsDocument, { variables: { projectId: project.id } });
  useReadAgain(['decisionsMark', 'projectMark'], () => refetch());
  if (error && !data) return <Failed message={messageOf(error)} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  const isReplacement = data.deploymentProfiles[0]?.deploymentCase === 'REPLACE_SYSTEM';
  const system = data.deciders.find(({ kind }) => kind === 'SYSTEM');
  const path = `/p/${project.slug}`;
  return (
    <Page title="Next steps" of={project.name}>
      <Text c="dimmed">
        <UserText text={project.name} /> is made. These make it work; the order is yours.
      </Text>
      <Stack gap="sm" component="ol" className="next-steps">
        <Next name="Make a key" isDone={data.apiKeys.some(({ revokedAt }) => revokedAt === null)}>
          <Text size="sm">A program that sends cases shows it. It is shown once.</Text>
          <Go to={`${path}/settings?tab=keys`}>Make a key</Go>
        </Next>
        <Next name="Send a first case" isDone={data.projectTraffic.casesPerHour > 0}>
          <Snippet says="With your key in the place of $KEY:" code={curlOf(project, system?.name)} />
        </Next>
        <Next name="Add reviewers" isDone={data.members.some(({ roles }) => roles.includes('REVIEWER'))}>
          <Text size="sm">People who answer what the machine does not.</Text>
          <Go to={`${path}/settings?tab=members`}>Add people</Go>
        </Next>
        <Next
          name={isReplacement && !system ? 'Connect the previous system' : 'Register a decider'}
          isDone={data.deciders.some(({ kind }) => kind === 'MODEL') || (isReplacement && system !== undefined)}
        >
          <Text size="sm">
            {system
              ? `${isolated(system.name)} is registered; its answers come with each case. Register the machine that is to replace it.`
              : 'A machine that runs unseen at first, and is compared with people.'}
          </Text>
          {can(project, 'deciders:read') && <Go to={`${path}/deciders`}>To the deciders</Go>}
        </Next>
      </Stack>
      <Group>
        <Button component={Link} to={`${path}/ladder`}>
          To the ladder
        </Button>
      </Group>
    </Page>
  );
}

type NextProps = { readonly name: string; readonly isDone: boolean; readonly children: ReactNode };

function Next({ name, isDone, children }: NextProps) {
  const Icon = isDone ? CircleCheck : Circle;
  return (
    <Paper withBorder p="md" component="li">
      <div className="choice">
        <Icon size={20} aria-label={isDone ? 'done' : 'not done yet'} />
        <Stack gap="xs" miw={0} align="stretch">
          <Title order={2} size="h5">
            <UserText text={name} />
          </Title>
          {children}
        </Stack>
      </div>
    </Paper>
  );
}

function Go({ to, children }: { readonly to: string; readonly children: ReactNode }) {
  return (
    <Group>
      <Button size="sm" variant="default" component={Link} to={to}>
        {children}
      </Button>
    </Group>
  );
}

type Shown = { readonly slug: string; readonly inputSchema: unknown };

/** A case of this very project: the sample's first where there was one in this tab. */
function curlOf({ slug, inputSchema }: Shown, system: string | undefined): string {
  const schema = inputSchemaSchema.parse(inputSchema);
  const names = new Set(schema.fields.map(({ name }) => name));
  const kept = JSON.parse(sessionStorage.getItem(`handrail-example-${slug}`) ?? 'null') as CaseInput | null;
  const sample = Object.fromEntries(Object.entries(kept ?? {}).filter(([name]) => names.has(name)));
  const input = Object.keys(sample).length > 0 ? sample : exampleInput(schema);
  const predictions = system === undefined ? {} : { predictions: [{ model: `${system}@1`, value: '…' }] };
  return firstCaseCommand({ slug, key: '$KEY', body: { input, ...predictions } });
}
