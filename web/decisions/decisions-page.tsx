import { useQuery } from '@apollo/client/react';
import { Button, Drawer, Group, Select, Stack, Table, Text, TextInput, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { ROUTE_REASONS } from '@handrail/shared/ladder';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { answer, two } from '../ui/format';
import { DecisionsDocument, type DeciderKind } from '../lib/generated/graphql';
import { useReadAgain } from '../lib/pulse';
import { useProject } from '../lib/session';
import { Decider } from '../ui/decider';
import { rowKeys, rowProps } from '../ui/rows';
import { Empty, Failed, Loading } from '../ui/states';
import { CaseSheet } from './case-sheet';
import { When } from '../ui/when';
import { messageOf } from '../lib/problem';

type Search = {
  readonly q?: string;
  readonly by?: DeciderKind;
  readonly status?: string;
  readonly reason?: string;
  readonly case?: string;
};
/** As many as one request gives. */
const PAGE = 50;
const WHO = [
  { value: 'HUMAN', label: 'Person' },
  { value: 'MODEL', label: 'Machine' },
  { value: 'SYSTEM', label: 'Previous system' },
];

export function DecisionsPage() {
  const project = useProject();
  const search: Search = useSearch({ strict: false });
  const navigate = useNavigate();
  const set = (change: Record<string, string | undefined>): void =>
    void navigate({
      to: '.',
      search: (before: object) =>
        Object.fromEntries(Object.entries({ ...before, ...change }).filter(([, value]) => value)) as never,
      replace: true,
    });
  const [words] = useDebouncedValue(search.q, 250);
  const filter = {
    ...(words ? { search: words } : {}),
    ...(search.by ? { decidedBy: search.by } : {}),
    ...(search.status ? { status: search.status } : {}),
    ...(search.reason ? { reason: search.reason } : {}),
  };
  const { data, previousData, error, refetch, fetchMore } = useQuery(DecisionsDocument, {
    variables: { projectId: project.id, filter },
  });
  const shown = (data ?? previousData)?.decisions;
  const [hasNewer, setHasNewer] = useState(false);
  const newest = (): void => {
    setHasNewer(false);
    void refetch();
  };
  // Whoever has gone on to older ones must not lose their place.
  useReadAgain('decisionsMark', () => (shown && shown.edges.length > PAGE ? setHasNewer(true) : newest()));
  const more = (): void =>
    void fetchMore({
      variables: { after: shown?.pageInfo.endCursor ?? null },
      updateQuery: (before, { fetchMoreResult: next }) => ({
        ...next,
        decisions: { ...next.decisions, edges: [...before.decisions.edges, ...next.decisions.edges] },
      }),
    });
  return (
    <Stack>
      <Group justify="space-between" align="flex-end">
        <Title order={1} size="h3">
          Decisions
        </Title>
        <Group align="flex-end">
          <TextInput
            label="Search"
            placeholder="Words of the input"
            value={search.q ?? ''}
            onChange={(event) => set({ q: event.currentTarget.value })}
          />
          <Select
            label="Decided by"
            placeholder="Anyone"
            clearable
            data={WHO}
            value={search.by ?? null}
            onChange={(by) => set({ by: by ?? undefined })}
          />
          <Select
            label="Status"
            placeholder="Any"
            clearable
            data={['decided', 'pending']}
            value={search.status ?? null}
            onChange={(status) => set({ status: status ?? undefined })}
          />
          <Select
            label="Why"
            placeholder="Any reason"
            clearable
            data={ROUTE_REASONS.map((value) => ({ value, label: value.replace('_', ' ') }))}
            value={search.reason ?? null}
            onChange={(reason) => set({ reason: reason ?? undefined })}
          />
        </Group>
      </Group>
      {hasNewer && (
        <Group justify="center">
          <Button size="compact-sm" variant="light" onClick={newest}>
            Newer cases came in: show them
          </Button>
        </Group>
      )}
      {error && <Failed message={messageOf(error)} onRetry={() => void refetch()} />}
      {!shown && !error && <Loading lines={10} />}
      {shown?.edges.length === 0 && (
        <Empty title="No case here">Cases come in over REST; loosen the filters if you expected some.</Empty>
      )}
      {shown && shown.edges.length > 0 && (
        <Table.ScrollContainer minWidth={760}>
          <Table highlightOnHover verticalSpacing={6}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Case</Table.Th>
                <Table.Th>Answer</Table.Th>
                <Table.Th>Confidence</Table.Th>
                <Table.Th>Who</Table.Th>
                <Table.Th>Why</Table.Th>
                <Table.Th>Policy</Table.Th>
                <Table.Th>Received</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody {...rowKeys}>
              {shown.edges.map(({ node }) => (
                <Table.Tr key={node.id} {...rowProps(() => set({ case: node.id }))}>
                  <Table.Td maw={360}>
                    <Text size="sm" truncate>
                      {node.summary}
                    </Text>
                  </Table.Td>
                  <Table.Td>{answer(node.value)}</Table.Td>
                  <Table.Td>{two(node.confidence)}</Table.Td>
                  <Table.Td>
                    {node.reason === 'hidden' ? (
                      <Text size="sm" c="dimmed">
                        hidden: blind review open
                      </Text>
                    ) : (
                      <Decider kind={node.decidedByKind} name={node.decidedByName} />
                    )}
                  </Table.Td>
                  <Table.Td>
                    <Text size="sm">{node.reason.replace('_', ' ')}</Text>
                  </Table.Td>
                  <Table.Td>{node.policyVersion}</Table.Td>
                  <Table.Td>
                    <Text size="sm">
                      <When iso={node.createdAt} />
                      {node.source === 'demo' ? ' · demo' : ''}
                    </Text>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {shown?.pageInfo.hasNextPage && (
        <Group justify="center">
          <Button variant="default" onClick={more}>
            Show more
          </Button>
        </Group>
      )}
      <Drawer
        opened={search.case !== undefined}
        onClose={() => set({ case: undefined })}
        position="right"
        size="lg"
        title="Case"
      >
        {search.case !== undefined && <CaseSheet id={search.case} />}
      </Drawer>
    </Stack>
  );
}
