import { useQuery } from '@apollo/client/react';
import { Stack, Text } from '@mantine/core';
import { SkippedReviewsDocument } from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { useReadAgain } from '../lib/pulse';
import { can, useProject } from '../lib/session';
import { count } from '../ui/format';
import { Notice } from '../ui/notice';
import { Failed } from '../ui/states';
import { DifferingCase, StuckCase } from './stuck-cases';
import { isolated } from '../ui/visible-text';

/** Cases that nobody is left to answer or that people differ on, with what a lead can do, and why people skipped lately. */
export function SkippedReviews() {
  const project = useProject();
  const skip = !can(project, 'decisions:read');
  const { data, error, refetch } = useQuery(SkippedReviewsDocument, { variables: { projectId: project.id }, skip });
  const read = (): unknown => (skip ? undefined : refetch());
  useReadAgain('queueMark', read);
  if (error && !data) return <Failed message={`Skipped reviews: ${messageOf(error)}`} onRetry={() => void refetch()} />;
  const { nobodyLeft = 0, stuck = [], unsettled = 0, differing = [], reasons = [] } = data?.skippedReviews ?? {};
  const why = reasons
    .map(({ reason, count: times }) => `${isolated(reason ?? 'no reason given')} (${count(times)})`)
    .join(', ');
  return (
    <>
      {nobodyLeft > 0 && (
        <Notice
          tone="bad"
          title={`${cases(nobodyLeft)} ${nobodyLeft === 1 ? 'waits' : 'wait'} that nobody is left to answer`}
        >
          <Stack gap="xs">
            <Text size="sm">
              Every reviewer has skipped them, or has answered them before. Ask somebody again, decide yourself, or add
              a reviewer.
            </Text>
            {stuck.map((one) => (
              <StuckCase key={one.reviewId} stuck={one} onDone={read} />
            ))}
            <Rest shown={stuck.length} of={nobodyLeft} />
          </Stack>
        </Notice>
      )}
      {unsettled > 0 && (
        <Notice tone="bad" title={`People differ on ${cases(unsettled)}, and nobody is asked`}>
          <Stack gap="xs">
            <Text size="sm">
              As many say otherwise as say what stands. What stood first stands until somebody decides.
            </Text>
            {differing.map((one) => (
              <DifferingCase key={one.caseId} differing={one} onDone={read} />
            ))}
            <Rest shown={differing.length} of={unsettled} />
          </Stack>
        </Notice>
      )}
      {reasons.length > 0 && (
        <Notice tone="note" title="Cases were skipped">
          <Text size="sm">In the last 30 days: {why}.</Text>
        </Notice>
      )}
    </>
  );
}

function cases(n: number): string {
  return n === 1 ? '1 case' : `${count(n)} cases`;
}

function Rest({ shown, of }: { readonly shown: number; readonly of: number }) {
  if (of <= shown) return null;
  return (
    <Text size="sm" c="dimmed">
      {count(of - shown)} more, which wait for less long.
    </Text>
  );
}
