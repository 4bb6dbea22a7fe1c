import { useQuery } from '@apollo/client/react';
import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { PoliciesDocument, type PolicyPartsFragment } from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { useReadAgain } from '../lib/pulse';
import { can, useProject } from '../lib/session';
import { ShowMore } from '../lib/show-more';
import { thresholdText } from '../ui/format';
import { LevelMark } from '../ui/ladder-level';
import { Failed, Loading } from '../ui/states';
import { When } from '../ui/when';
import { ComparePolicies } from './compare-policies';
import { HistoryButtons, HistoryProblem, useHistoryMoves } from './history-moves';
import { changesOf } from './policy-changes';
import { UserText } from '../ui/user-text';

/** Shown at first; the rest on asking. */
const FIRST = 8;

/** Who changed what, when and why. The version in force can be taken back; any can be compared, and be in force again. */
export function LogBook({ projectId, inForce }: { readonly projectId: string; readonly inForce: PolicyPartsFragment }) {
  const project = useProject();
  const { data, error, refetch, fetchMore } = useQuery(PoliciesDocument, { variables: { projectId } });
  // What others do stands here at once, in every tab.
  useReadAgain('projectMark', () => refetch());
  const [isLong, setLong] = useState(false);
  const [compared, setCompared] = useState<readonly [number, number] | null>(null);
  const { go, problem, isMoving } = useHistoryMoves(projectId, inForce.version);
  if (error && !data) return <Failed message={messageOf(error)} />;
  if (!data) return <Loading />;
  const { policies } = data;
  const shown = isLong ? policies : policies.slice(0, FIRST);
  const oldest = policies.at(-1)?.version ?? 1;
  const readOlder = (): Promise<unknown> =>
    fetchMore({
      variables: { before: oldest },
      updateQuery: (known, { fetchMoreResult }) => ({
        ...known,
        policies: [...known.policies, ...fetchMoreResult.policies],
      }),
    });
  return (
    <section aria-labelledby="log-book">
      <Title order={2} size="h4" mb="xs" id="log-book">
        History
      </Title>
      <HistoryProblem go={go} problem={problem} />
      <ol className="log">
        {shown.map((policy, index) => (
          <Entry key={policy.id} policy={policy} before={policies[index + 1]}>
            {index === 0 && policy.version === inForce.version && can(project, 'policy:move') && (
              <HistoryButtons go={go} isMoving={isMoving} policies={policies} />
            )}
            {policies.length > 1 && (
              <Button
                size="xs"
                variant="subtle"
                aria-label={`Compare policy ${policy.version}`}
                onClick={() => setCompared([policy.version, otherThan(policy, policies)])}
              >
                Compare
              </Button>
            )}
          </Entry>
        ))}
      </ol>
      {shown.length < policies.length && (
        <Button variant="subtle" size="sm" onClick={() => setLong(true)}>
          Show all {policies.length}
        </Button>
      )}
      {shown.length === policies.length && oldest > 1 && (
        <ShowMore variant="subtle" size="sm" onMore={readOlder}>
          {`Show older than ${oldest}`}
        </ShowMore>
      )}
      {compared && (
        <ComparePolicies policies={policies} first={compared} inForce={inForce} onClose={() => setCompared(null)} />
      )}
    </section>
  );
}

/** An earlier policy is compared with the one in force, that one with the one before it. */
function otherThan({ version }: PolicyPartsFragment, policies: readonly PolicyPartsFragment[]): number {
  const [inForce, before] = policies;
  return (version === inForce?.version ? before : inForce)?.version ?? version;
}

type EntryProps = {
  readonly policy: PolicyPartsFragment;
  readonly before: PolicyPartsFragment | undefined;
  readonly children: ReactNode;
};

function Entry({ policy, before, children }: EntryProps) {
  const changes = changesOf(before, policy);
  return (
    <li className="log-entry">
      <Text size="sm" fw={600} span>
        {policy.version}
      </Text>
      <Group gap="xs">
        <LevelMark level={policy.level} />
        <Text size="sm" span c="dimmed">
          at {thresholdText(policy.settings.globalThreshold)}
        </Text>
      </Group>
      <Stack gap={2}>
        <Text size="sm">
          <UserText text={policy.reason} />
        </Text>
        {policy.withoutProof !== null && (
          <Text size="xs" className="hatched">
            Without proof: <UserText text={policy.withoutProof} />
          </Text>
        )}
        {changes.length > 0 && (
          <Text size="xs" c="dimmed">
            {changes.join(' · ')}
          </Text>
        )}
      </Stack>
      <Text size="xs" c="dimmed">
        <UserText text={policy.createdBy} />
        <br />
        <When iso={policy.createdAt} />
      </Text>
      <Group gap={4} justify="flex-end" className="log-do">
        {children}
      </Group>
    </li>
  );
}
