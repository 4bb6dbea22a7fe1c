import { useQuery } from '@apollo/client/react';
import { Anchor, Text } from '@mantine/core';
import { Link, useLocation } from '../lib/router';
import { StoppedWorkDocument } from '../lib/generated/graphql';
import { can, useProject, useSession } from '../lib/session';
import { Notice } from '../ui/notice';

const POLL_MS = 30_000;
const METRICS = ['store-metrics', 'roll-up-metrics', 'measure-media'] as const;
const DRIFT = ['watch-drift', 'watch-concept', 'learn-references', 'freeze-references'] as const;
const ALARMS = ['evaluate-alarms', 'watch-process', 'watch-queues'] as const;

/** What each page shows the work of. */
const SHOWN: Readonly<Record<string, readonly string[]>> = {
  overview: [...ALARMS, ...METRICS, ...DRIFT, 'sweep-outbox'],
  // Its headline says it, too; drawn figures stand below it.
  monitoring: [...METRICS, ...ALARMS],
  alarms: [...ALARMS, ...METRICS, ...DRIFT, 'sweep-outbox'],
  drift: [...DRIFT, ...METRICS],
  risks: [...ALARMS, ...METRICS],
  rollouts: ['judge-rollouts', 'score-behind'],
  ladder: ['score-behind'],
  deciders: ['watch-training-schedules', 'score-behind'],
  datasets: ['watch-dataset-schedules', 'watch-expiry'],
  settings: ['sweep-outbox', 'watch-expiry'],
};

/** Says on a page that what keeps it true has stopped: that nothing is wrong is not known then. */
export function StoppedNotice() {
  const project = useProject();
  const { me } = useSession();
  const { pathname } = useLocation();
  const { data, error } = useQuery(StoppedWorkDocument, { pollInterval: POLL_MS });
  const shown = SHOWN[pathname.split('/')[3] ?? ''] ?? [];
  const stopped = (data?.stoppedWork ?? []).filter(({ name }) => shown.includes(name));
  if (error && shown.length > 0 && !data)
    return <Notice tone="note">Whether this page is up to date is not known: Handrail does not answer.</Notice>;
  if (stopped.length === 0) return null;
  return (
    <Notice tone="bad" title="What this page shows may be old">
      {stopped.map(({ name, title, silentSeconds }) => (
        <Text key={name} size="sm">
          {title} has not succeeded for {inWords(silentSeconds)}.
        </Text>
      ))}
      <Text size="sm">
        {me?.isOwner === true || can(project, 'members:edit') ? (
          <Anchor component={Link} to="/operations" size="sm">
            See background work
          </Anchor>
        ) : (
          'Tell an admin.'
        )}
      </Text>
    </Notice>
  );
}

function inWords(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  if (minutes < 2) return `${Math.round(seconds)} seconds`;
  return minutes < 120 ? `${minutes} minutes` : `${Number((minutes / 60).toPrecision(2))} hours`;
}
