import { useMutation, useQuery } from '@apollo/client/react';
import { Button, Group, Table, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { DifferingCasesDocument, SendToReviewDocument, type DifferingCasesQuery } from '../lib/generated/graphql';
import { nobodyLeft } from '../lib/nobody-left';
import { messageOf } from '../lib/problem';
import { can, useProject } from '../lib/session';
import { ShowMore } from '../lib/show-more';
import { answer, two } from '../ui/format';
import { Notice } from '../ui/notice';
import { Empty, Failed, Loading } from '../ui/states';
import { summaryOf } from '../ui/summary';
import { UserText } from '../ui/user-text';
import { isolated } from '../ui/visible-text';

type Differing = DifferingCasesQuery['differingCases']['edges'][number]['node'];
type Props = { readonly challenger: string; readonly champion: string };

/** The cases on which both are surest of different answers: the best labels a minute. */
export function DifferingCases({ challenger, champion }: Props) {
  const project = useProject();
  const variables = { projectId: project.id, challenger, champion, after: null };
  const { data, error, fetchMore, refetch } = useQuery(DifferingCasesDocument, { variables });
  const [send, { loading }] = useMutation(SendToReviewDocument, { refetchQueries: [DifferingCasesDocument] });
  const [said, setSaid] = useState<{ tone: 'bad' | 'note'; says: string } | null>(null);
  const cases = data?.differingCases.edges.map(({ node }) => node) ?? [];
  const open = cases.filter(({ isInReview }) => !isInReview).map(({ id }) => id);
  const sendAll = async (caseIds: readonly string[]): Promise<void> => {
    try {
      const done = await send({ variables: { input: { projectId: project.id, caseIds: [...caseIds] } } });
      const result = done.data?.sendToReview;
      if (result?.__typename === 'SentToReview')
        setSaid({
          tone: 'note',
          says: `${result.opened} sent to review, ${result.skipped} were there already.${nobodyLeft(result.nobodyLeft)}`,
        });
      else if (result) setSaid({ tone: 'bad', says: result.message });
    } catch (failure) {
      setSaid({ tone: 'bad', says: messageOf(failure) });
    }
  };
  const more = (): Promise<unknown> =>
    fetchMore({
      variables: { after: data?.differingCases.pageInfo.endCursor },
      updateQuery: (before, { fetchMoreResult: next }) => ({
        ...before,
        differingCases: {
          ...next.differingCases,
          edges: [...before.differingCases.edges, ...next.differingCases.edges],
        },
      }),
    });
  const maySend = can(project, 'reviews:request');
  return (
    <section aria-labelledby="differing">
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h4" id="differing">
          Where they differ most
        </Title>
        {maySend && open.length > 0 && (
          <Button size="sm" variant="default" loading={loading} onClick={() => void sendAll(open)}>
            Send these {open.length} to review
          </Button>
        )}
      </Group>
      {said && <Notice tone={said.tone}>{said.says}</Notice>}
      {error && !data && <Failed message={messageOf(error)} onRetry={() => void refetch()} />}
      {!data && !error && <Loading lines={4} />}
      {data && cases.length === 0 && <Empty title="They agree on every case" isSmall />}
      {cases.length > 0 && (
        <Table className="stack" aria-label="Cases on which they differ">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Case</Table.Th>
              <Table.Th>
                <UserText text={challenger} />
              </Table.Th>
              <Table.Th>
                <UserText text={champion} />
              </Table.Th>
              <Table.Th>People say</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {cases.map((one) => (
              <Table.Tr key={one.id}>
                <Table.Td data-main maw={520}>
                  <Text size="sm" lineClamp={2}>
                    <UserText text={summaryOf(project.inputSchema, one.input)} />
                  </Text>
                </Table.Td>
                <Table.Td data-label={challenger}>{saidBy(one.challengerValue, one.challengerConfidence)}</Table.Td>
                <Table.Td data-label={champion}>{saidBy(one.championValue, one.championConfidence)}</Table.Td>
                <Table.Td data-label="People say">
                  <PeopleSay one={one} onSend={maySend ? () => void sendAll([one.id]) : undefined} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {data?.differingCases.pageInfo.hasNextPage && (
        <ShowMore variant="subtle" size="sm" onMore={more}>
          More of them
        </ShowMore>
      )}
    </section>
  );
}

function saidBy(value: unknown, confidence: number | null): string {
  return confidence === null ? isolated(answer(value)) : `${isolated(answer(value))} (${two(confidence)})`;
}

function PeopleSay({ one, onSend }: { readonly one: Differing; readonly onSend: (() => void) | undefined }) {
  if (one.label !== null) return <UserText text={answer(one.label)} />;
  if (one.isInReview) return <Text size="sm">in review</Text>;
  if (!onSend) return <Text size="sm">nothing yet</Text>;
  return (
    <Button size="xs" variant="default" onClick={onSend}>
      Send to review
    </Button>
  );
}
