import { useQuery } from '@apollo/client/react';
import { Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { SkippedReviewsDocument } from '../lib/generated/graphql';
import { useReadAgain } from '../lib/pulse';
import { can, useProject } from '../lib/session';
import { count } from '../ui/format';
import { Notice } from '../ui/notice';
import { When } from '../ui/when';

/** Cases that nobody is left to answer, and why people skipped lately; nothing for who may not see them. */
export function SkippedReviews() {
  const project = useProject();
  const skip = !can(project, 'decisions:read');
  const { data, refetch } = useQuery(SkippedReviewsDocument, { variables: { projectId: project.id }, skip });
  useReadAgain('queueMark', () => (skip ? undefined : refetch()));
  const { nobodyLeft = 0, stuck = [], reasons = [] } = data?.skippedReviews ?? {};
  if (nobodyLeft === 0 && reasons.length === 0) return null;
  const why = reasons.map(({ reason, count: times }) => `${reason ?? 'no reason given'} (${count(times)})`).join(', ');
  return (
    <Notice
      tone={nobodyLeft > 0 ? 'bad' : 'note'}
      title={
        nobodyLeft === 0
          ? 'Cases were skipped'
          : nobodyLeft === 1
            ? '1 case waits that nobody is left to answer'
            : `${count(nobodyLeft)} cases wait that nobody is left to answer`
      }
    >
      <Stack gap={4}>
        {nobodyLeft > 0 && (
          <Text size="sm">
            Every reviewer has skipped them, or has answered them before. Add a reviewer, or ask one of them to take
            their skip back.
          </Text>
        )}
        {stuck.map(({ caseId, waitingSince, reasons: given }) => (
          <Text key={caseId} size="sm">
            <Link to="/p/$slug/decisions" params={{ slug: project.slug }} search={{ case: caseId } as never}>
              {caseId}
            </Link>{' '}
            since <When iso={waitingSince} />
            {given.length > 0 && `: ${given.map((one) => one ?? 'no reason given').join(', ')}`}
          </Text>
        ))}
        {reasons.length > 0 && <Text size="sm">Skipped in the last 30 days: {why}.</Text>}
      </Stack>
    </Notice>
  );
}
