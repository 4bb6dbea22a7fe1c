import { useQuery } from '@apollo/client/react';
import { Checkbox, Stack, Text } from '@mantine/core';
import { ExpiredCasesDocument, type ExpiredCasesQuery } from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { useProject } from '../lib/session';
import { count } from '../ui/format';
import { Notice } from '../ui/notice';
import { Failed } from '../ui/states';

type Query = Pick<ReturnType<typeof useQuery<ExpiredCasesQuery>>, 'data' | 'error' | 'refetch'>;

type Props = {
  readonly days: number;
  readonly isAgreed: boolean;
  readonly onChange: (isAgreed: boolean) => void;
};

/**
 * The days that are kept to: those declared, unless they were declared when Handrail erased nothing by itself. Those wait
 * for somebody to agree.
 */
export function useDaysInForce(declared: number | null): { readonly days: number | null; readonly query: Query } {
  const { id: projectId } = useProject();
  const query = useQuery(ExpiredCasesDocument, {
    variables: { projectId, days: declared ?? 1 },
    skip: declared === null,
  });
  return { days: query.data ? query.data.expiredCases.daysInForce : declared, query };
}

/** How many cases would be emptied as soon as so many days are declared, and that whoever declares them wants it. */
export function ExpiryConsent({ days, isAgreed, onChange }: Props) {
  const project = useProject();
  const { data, error, refetch } = useQuery(ExpiredCasesDocument, {
    variables: { projectId: project.id, days },
    fetchPolicy: 'network-only',
  });
  if (error && !data) return <Failed message={messageOf(error)} onRetry={() => void refetch()} />;
  return (
    <Notice tone="note">
      <Stack gap={6}>
        <Text size="sm" aria-live="polite">
          {data ? sentenceOf(data.expiredCases, days) : 'Counting the cases that are older…'}
        </Text>
        <Checkbox
          label="Erase it. It cannot be brought back."
          checked={isAgreed}
          disabled={!data}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      </Stack>
    </Notice>
  );
}

function sentenceOf({ cases, waiting }: ExpiredCasesQuery['expiredCases'], days: number): string {
  const older = `${count(cases)} ${cases === 1 ? 'case is' : 'cases are'} older than ${days} ${days === 1 ? 'day' : 'days'}`;
  const later = waiting === 0 ? '' : ` ${count(waiting)} of them wait for a person and follow once answered.`;
  const what = 'Inputs, metadata, subjects, evidence, notes and comments';
  return cases === 0
    ? `No case is older than ${days} ${days === 1 ? 'day' : 'days'} yet. ${what} of each are erased when it is, for good.`
    : `${older}: ${what.toLowerCase()} of these are erased as soon as you declare it, and of each further case when it is as old.${later}`;
}
