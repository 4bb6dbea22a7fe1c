import { Button, Code, Group, Stack, Table, Text, Title } from '@mantine/core';
import { Link } from '../lib/router';
import type { VersionPartsFragment } from '../lib/generated/graphql';
import { can, useProject } from '../lib/session';
import { count, percent } from '../ui/format';
import { Notice } from '../ui/notice';
import { When } from '../ui/when';
import { CardFacts } from './card-facts';
import { ModelCard } from './model-card';
import { RulesTable } from './rules-table';
import { StateMark } from './state-mark';
import { TestPanel } from './test-panel';
import { VersionMoves } from './version-moves';
import { connectorInWords } from './words';
import { isolated } from '../ui/visible-text';
import { UserText } from '../ui/user-text';

/** One version: how it stands, how it did lately, what it is, and what can be done with it. */
export function VersionPanel({ version }: { readonly version: VersionPartsFragment }) {
  const project = useProject();
  const { reference, state, inForceAs, retiredAt, connector } = version;
  return (
    <Stack gap="md" miw={0}>
      <Group gap="sm">
        <Title order={2} size="h4">
          <UserText text={reference} />
        </Title>
        <StateMark state={state} />
        <Text size="sm">{connectorInWords(version)}</Text>
      </Group>
      {inForceAs.length > 0 && (
        <Text size="sm">
          Under the policy in force it is {inForceAs.join(' and ')}.
          {project.level === 'HUMAN_ONLY' && ' On Human only no machine is asked.'}
        </Text>
      )}
      {retiredAt !== null && (
        <Notice tone="note">
          Retired by {version.retiredBy}, <When iso={retiredAt} />: {version.retiredReason}
        </Notice>
      )}
      <Facts version={version} />
      <NextSteps version={version} />
      {can(project, 'deciders:edit') && retiredAt === null && <VersionMoves version={version} />}
      <ModelCard card={version.modelCard} fallback={<CardFacts card={version.modelCard} />} />
      <section aria-label="Configuration">
        <Title order={3} size="h5" mb="xs">
          Configuration
        </Title>
        {connector === 'RULES' ? (
          <RulesTable config={version.config} />
        ) : (
          <Code block className="snippet capped" tabIndex={0}>
            {JSON.stringify(version.config, null, 2)}
          </Code>
        )}
        {version.hasSecrets && (
          <Text size="sm" mt="xs">
            It has a secret, kept encrypted and never shown.
          </Text>
        )}
      </section>
      {connector !== 'CALLER' && can(project, 'deciders:register') && (
        <TestPanel subject={{ reference }} isReady order={3} />
      )}
    </Stack>
  );
}

/** Where to go on with a version that watches: beside the one in force, and in its place. */
function NextSteps({ version: { reference, state, kind } }: { readonly version: VersionPartsFragment }) {
  const project = useProject();
  if (state !== 'SHADOW' || kind !== 'MODEL') return null;
  const champion = project.policy?.settings.incumbent ?? null;
  const path = `/p/${project.slug}/rollouts`;
  return (
    <Group gap="xs">
      {champion !== null && (
        <Button
          size="sm"
          variant="default"
          component={Link}
          to={`${path}/compare`}
          search={{ challenger: reference, champion }}
        >
          {`Compare with ${isolated(champion)}`}
        </Button>
      )}
      {can(project, 'rollouts:move') && (
        <Button size="sm" variant="default" component={Link} to={`${path}/new`} search={{ challenger: reference }}>
          Bring it in …
        </Button>
      )}
    </Group>
  );
}

function Facts({ version: { usage, createdBy, createdAt } }: { readonly version: VersionPartsFragment }) {
  const rows: [string, string][] = usage
    ? [
        ['Predictions', `${count(usage.predictions)} of the last 2,000 cases`],
        ['Errors', `${count(usage.errors)} (${percent(usage.errors / usage.predictions)})`],
        ['Latency', `${inMs(usage.latencyP50Ms)} median, ${inMs(usage.latencyP95Ms)} at the 95th percentile`],
      ]
    : [['Predictions', 'none of the last 2,000 cases']];
  return (
    <Table fz="sm" verticalSpacing={4} variant="vertical" layout="fixed">
      <Table.Tbody>
        {rows.map(([name, says]) => (
          <Table.Tr key={name}>
            <Table.Th w={140}>
              <UserText text={name} />
            </Table.Th>
            <Table.Td>{says}</Table.Td>
          </Table.Tr>
        ))}
        <Table.Tr>
          <Table.Th w={140}>Registered</Table.Th>
          <Table.Td>
            by <UserText text={createdBy} />, <When iso={createdAt} />
          </Table.Td>
        </Table.Tr>
      </Table.Tbody>
    </Table>
  );
}

function inMs(milliseconds: number | null): string {
  return milliseconds === null ? 'not measured' : `${milliseconds.toFixed(milliseconds < 10 ? 1 : 0)} ms`;
}
