import { useQuery } from '@apollo/client/react';
import { Button, Group, Paper, Stack, Table, Text, Title } from '@mantine/core';
import { Link, useNavigate } from '../lib/router';
import { RolloutsDocument, type RolloutPartsFragment } from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { useReadAgain } from '../lib/pulse';
import { can, useProject } from '../lib/session';
import { Page } from '../ui/page';
import { rowKeys, rowProps } from '../ui/rows';
import { Empty, Failed, Loading } from '../ui/states';
import { When } from '../ui/when';
import { incumbentInSentence, incumbentOf, MODE_WORDS, STATUS_WORDS } from './words';
import { UserText } from '../ui/user-text';

/** The rollout that runs, and those before it. */
export function RolloutsPage() {
  const project = useProject();
  const { data, error, refetch } = useQuery(RolloutsDocument, { variables: { projectId: project.id } });
  useReadAgain(['projectMark', 'decisionsMark'], () => refetch());
  const path = `/p/${project.slug}/rollouts`;
  const running = data?.rollouts.find(({ status }) => status === 'RUNNING');
  const ended = data?.rollouts.filter(({ status }) => status !== 'RUNNING') ?? [];
  return (
    <Page
      title="Rollouts"
      of={project.name}
      actions={
        <Group gap="xs">
          <Button variant="default" component={Link} to={`${path}/compare`}>
            Compare machines
          </Button>
          {can(project, 'rollouts:move') && !running && (
            <Button component={Link} to={`${path}/new`}>
              Start a rollout
            </Button>
          )}
        </Group>
      }
    >
      {error && !data && <Failed message={messageOf(error)} onRetry={() => void refetch()} />}
      {!data && !error && <Loading />}
      {running && (
        <Paper withBorder p="md" component="section" aria-label="Runs now">
          <Stack gap="xs">
            <Text fw={600}>
              <UserText text={running.plan.challenger} /> for {incumbentInSentence(running.plan.incumbent)}
            </Text>
            <Text size="sm">
              <UserText text={running.sentence} />
            </Text>
            <Group>
              <Button size="sm" component={Link} to={`${path}/${running.id}`}>
                Look at it
              </Button>
            </Group>
          </Stack>
        </Paper>
      )}
      {data?.rollouts.length === 0 && (
        <Empty title="No rollout yet">
          A rollout brings one machine in for another: a growing share of cases, or all at one switch, and out again
          when a guardrail fails.
        </Empty>
      )}
      {ended.length > 0 && <EndedTable rollouts={ended} path={path} />}
    </Page>
  );
}

function EndedTable({ rollouts, path }: { readonly rollouts: readonly RolloutPartsFragment[]; readonly path: string }) {
  const navigate = useNavigate();
  return (
    <section aria-labelledby="ended">
      <Title order={2} size="h4" mb="xs" id="ended">
        Before
      </Title>
      <Table className="stack" highlightOnHover aria-label="Rollouts that have ended">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Challenger</Table.Th>
            <Table.Th>Incumbent</Table.Th>
            <Table.Th>How</Table.Th>
            <Table.Th>It was</Table.Th>
            <Table.Th>Started</Table.Th>
            <Table.Th>Ended</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody {...rowKeys}>
          {rollouts.map((rollout) => (
            <Table.Tr key={rollout.id} {...rowProps(() => void navigate({ to: `${path}/${rollout.id}` }))}>
              <Table.Td data-main>
                <UserText text={rollout.plan.challenger} />
              </Table.Td>
              <Table.Td data-label="Incumbent">{incumbentOf(rollout.plan.incumbent)}</Table.Td>
              <Table.Td data-label="How">{MODE_WORDS[rollout.plan.mode]}</Table.Td>
              <Table.Td data-label="It was">{STATUS_WORDS[rollout.status]}</Table.Td>
              <Table.Td data-label="Started">
                <When iso={rollout.createdAt} />
              </Table.Td>
              <Table.Td data-label="Ended">{rollout.endedAt ? <When iso={rollout.endedAt} /> : '–'}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
