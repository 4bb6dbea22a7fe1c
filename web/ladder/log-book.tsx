import { useMutation, useQuery } from '@apollo/client/react';
import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import {
  LevelSummaryDocument,
  PoliciesDocument,
  ProjectDocument,
  UndoPolicyDocument,
  type PolicyPartsFragment,
} from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { useReadAgain } from '../lib/pulse';
import { can, useProject } from '../lib/session';
import { thresholdText } from '../ui/format';
import { LevelMark } from '../ui/ladder-level';
import { Notice } from '../ui/notice';
import { Failed, Loading } from '../ui/states';
import { When } from '../ui/when';
import { changesOf } from './policy-changes';
import { UserText } from '../ui/user-text';

/** Shown at first; the rest on asking. */
const FIRST = 8;

/** Who changed what, when and why; the version in force can be taken back. */
export function LogBook({ projectId, inForce }: { readonly projectId: string; readonly inForce: number }) {
  const project = useProject();
  const { data, error, refetch } = useQuery(PoliciesDocument, { variables: { projectId } });
  // What others do stands here at once, in every tab.
  useReadAgain('projectMark', () => refetch());
  const [isLong, setLong] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [undo, { loading }] = useMutation(UndoPolicyDocument, {
    refetchQueries: [ProjectDocument, PoliciesDocument, LevelSummaryDocument],
  });
  const takeBack = async (version: number): Promise<void> => {
    setProblem(null);
    const input = { projectId, version, expectedVersion: inForce, reason: `Undo of policy ${version}` };
    try {
      const done = await undo({ variables: { input } });
      const result = done.data?.undoPolicy;
      if (result?.__typename === 'PolicyChangedMeanwhile') setProblem(result.message);
    } catch (failure) {
      setProblem(messageOf(failure));
    }
  };
  if (error && !data) return <Failed message={messageOf(error)} />;
  if (!data) return <Loading />;
  const { policies } = data;
  const shown = isLong ? policies : policies.slice(0, FIRST);
  return (
    <section aria-labelledby="log-book">
      <Title order={2} size="h4" mb="xs" id="log-book">
        History
      </Title>
      {problem && <Notice tone="bad">{problem}</Notice>}
      <ol className="log">
        {shown.map((policy, index) => (
          <Entry key={policy.id} policy={policy} before={policies[index + 1]}>
            {policy.version === inForce && inForce > 1 && can(project, 'policy:move') && (
              <Button
                size="xs"
                variant="default"
                aria-label={`Undo policy ${policy.version}`}
                loading={loading}
                onClick={() => void takeBack(policy.version)}
              >
                Undo
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
    </section>
  );
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
            Without proof: {policy.withoutProof}
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
      <div className="log-do">{children}</div>
    </li>
  );
}
