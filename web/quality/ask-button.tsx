import { useMutation } from '@apollo/client/react';
import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { AskReviewersDocument, DatasetQualityDocument } from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { can, useProject } from '../lib/session';
import { nobodyLeft } from '../lib/nobody-left';
import { count } from '../ui/format';

/** More are not sent at once. */
const MOST = 200;

type Props = { readonly caseIds: readonly string[]; readonly what: string };

/** Sends cases to review with one click, for those who may. */
export function AskButton({ caseIds, what }: Props) {
  const project = useProject();
  const [ask, { loading }] = useMutation(AskReviewersDocument, { refetchQueries: [DatasetQualityDocument] });
  const [said, setSaid] = useState<string | null>(null);
  if (!can(project, 'reviews:request')) return null;
  const words = `Ask people about ${count(Math.min(MOST, caseIds.length))}`;
  const send = async (): Promise<void> => {
    try {
      const { data } = await ask({
        variables: { input: { projectId: project.id, caseIds: caseIds.slice(0, MOST) } },
      });
      const asked = data?.askReviewers;
      if (asked)
        setSaid(
          `${count(asked.opened)} sent to review${asked.skipped > 0 ? `, ${count(asked.skipped)} left out` : ''}.${nobodyLeft(asked.nobodyLeft)}`,
        );
    } catch (failure) {
      setSaid(messageOf(failure));
    }
  };
  return (
    <Group gap="xs">
      {caseIds.length > 0 && (
        <Button
          size="xs"
          variant="default"
          loading={loading}
          onClick={() => void send()}
          aria-label={`${words} ${what}`}
        >
          {words}
        </Button>
      )}
      {said !== null && (
        <Text size="sm" role="status">
          {said}
        </Text>
      )}
    </Group>
  );
}
