import { useQuery } from '@apollo/client/react';
import { Anchor } from '@mantine/core';
import { Link, useSearch } from '../lib/router';
import { StartRolloutFormDocument } from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { can, useProject } from '../lib/session';
import { Notice } from '../ui/notice';
import { Page } from '../ui/page';
import { Empty, Failed, Loading } from '../ui/states';
import type { ReactNode } from 'react';
import { StartForm } from './start-form';
import { UserText } from '../ui/user-text';

/** Begins to replace the machine in force by another. */
export function StartRolloutPage() {
  const project = useProject();
  const { challenger = '', again = null }: { challenger?: string; again?: string | null } = useSearch();
  const {
    data: now,
    previousData,
    error,
    refetch,
  } = useQuery(StartRolloutFormDocument, { variables: { projectId: project.id } });
  // While it is read again, what was typed stays.
  const data = now ?? previousData;
  const body = (): ReactNode => {
    if (error && !data) return <Failed message={messageOf(error)} onRetry={() => void refetch()} />;
    if (!data || !project.policy) return <Loading />;
    if (!can(project, 'rollouts:move'))
      return <Empty title="Not for your role">An admin of the project starts rollouts; you can follow them.</Empty>;
    if (data.runningRollout)
      return (
        <Notice tone="note" title="One rollout at a time">
          <UserText text={data.runningRollout.sentence} />{' '}
          <Anchor component={Link} underline="always" to={`/p/${project.slug}/rollouts/${data.runningRollout.id}`}>
            Go to it
          </Anchor>
        </Notice>
      );
    const { incumbent } = project.policy.settings;
    const versions = data.deciders
      .filter(({ kind }) => kind === 'MODEL')
      .flatMap((decider) => decider.versions)
      .filter(({ reference, retiredAt }) => retiredAt === null && reference !== incumbent)
      .map(({ reference, inForceAs }) => ({ reference, inForceAs }));
    if (versions.length === 0)
      return (
        <Empty title="No version to bring in">
          Register a version that is not in force already under Deciders; then it can be brought in here.
        </Empty>
      );
    return (
      <StartForm
        policy={project.policy}
        versions={versions}
        deploymentCase={data.deploymentProfiles[0]?.deploymentCase ?? null}
        traffic={data.projectTraffic}
        asked={challenger}
        again={again}
      />
    );
  };
  return (
    <Page title="Start a rollout" of={project.name}>
      {body()}
    </Page>
  );
}
