import { useQuery } from '@apollo/client/react';
import { Stack, Text } from '@mantine/core';
import { Link } from '../lib/router';
import { OverviewAlarmsDocument } from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { useReadAgain } from '../lib/pulse';
import { can, useProject } from '../lib/session';
import { Notice } from '../ui/notice';
import { Failed } from '../ui/states';
import { When } from '../ui/when';
import { UserText } from '../ui/user-text';

/** The alarms that are open, where there are any; nothing for who may not see them. */
export function OpenAlarms() {
  const project = useProject();
  const skip = !can(project, 'monitoring:read');
  const { data, error, refetch } = useQuery(OverviewAlarmsDocument, { variables: { projectId: project.id }, skip });
  useReadAgain('alarmsMark', () => (skip ? undefined : refetch()));
  // No word of alarms would be read as none.
  if (error && !data) return <Failed message={`Alarms: ${messageOf(error)}`} onRetry={() => void refetch()} />;
  const alarms = (data?.alarms.edges ?? []).map(({ node }) => node);
  if (!data || alarms.length === 0) return null;
  const open = data.alarmCounts.open + data.alarmCounts.acknowledged;
  return (
    <Notice tone="bad" title={open === 1 ? '1 alarm is open' : `${open} alarms are open`}>
      <Stack gap={4}>
        {alarms.map(({ id, title, phase, since }) => (
          <Text key={id} size="sm">
            <Link to="/p/$slug/alarms" params={{ slug: project.slug }} search={{ alarm: id }}>
              <UserText text={title} />
            </Link>{' '}
            since <When iso={since} />
            {phase === 'ACKNOWLEDGED' && ', acknowledged'}
          </Text>
        ))}
        {open > alarms.length && (
          <Text size="sm">
            <Link to="/p/$slug/alarms" params={{ slug: project.slug }}>
              {open - alarms.length} more
            </Link>
          </Text>
        )}
      </Stack>
    </Notice>
  );
}
