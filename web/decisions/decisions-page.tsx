import { useQuery } from '@apollo/client/react';
import { inputSchemaSchema, outputSchemaSchema } from '@handrail/shared/schema';
import { Button, Drawer, Group, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useNavigate, useSearch } from '../lib/router';
import { useState } from 'react';
import { DecisionsDocument } from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { useReadAgain } from '../lib/pulse';
import { useProject } from '../lib/session';
import { ShowMore } from '../lib/show-more';
import { Notice } from '../ui/notice';
import { Page } from '../ui/page';
import { Empty, Failed, Loading } from '../ui/states';
import { CaseSheet } from './case-sheet';
import { DecisionFilters } from './decision-filters';
import { activeOf, ALL, filterOf, unreadableIn, type DecisionSearch } from './decision-search';
import { DecisionTable } from './decision-table';

type Search = DecisionSearch & { readonly case?: string };
/** As many as one request gives. */
const PAGE = 50;

export function DecisionsPage() {
  const project = useProject();
  const search: Search = useSearch();
  const navigate = useNavigate();
  const set = (change: Record<string, string | undefined>): void =>
    void navigate({
      to: '.',
      search: (before: object) =>
        Object.fromEntries(Object.entries({ ...before, ...change }).filter(([, value]) => value)),
      replace: true,
    });
  // What is typed is looked for when there is a pause.
  const [settled] = useDebouncedValue(search, 250);
  const output = outputSchemaSchema.parse(project.outputSchema);
  const numberFields = new Set(
    inputSchemaSchema.parse(project.inputSchema).fields.flatMap(({ name, type }) => (type === 'number' ? [name] : [])),
  );
  const filter = filterOf(settled, output, numberFields);
  const unreadable = unreadableIn(settled, output, numberFields);
  const { data, previousData, error, refetch, fetchMore } = useQuery(DecisionsDocument, {
    variables: { projectId: project.id, filter },
  });
  const shown = (data ?? previousData)?.decisions;
  const [isMoreLost, setMoreLost] = useState(false);
  const [hasNewer, setHasNewer] = useState(false);
  const newest = (): Promise<unknown> => {
    setHasNewer(false);
    return refetch();
  };
  // Whoever has gone on to older ones must not lose their place.
  useReadAgain('decisionsMark', () => (shown && shown.edges.length > PAGE ? setHasNewer(true) : newest()));
  const more = (): Promise<unknown> =>
    fetchMore({
      variables: { after: shown?.pageInfo.endCursor ?? null },
      updateQuery: (before, { fetchMoreResult: next }) => ({
        ...next,
        decisions: { ...next.decisions, edges: [...before.decisions.edges, ...next.decisions.edges] },
      }),
    });
  return (
    <Page title="Decisions" of={project.name}>
      <DecisionFilters search={search} onChange={set} />
      {unreadable.length > 0 && (
        <Notice tone="bad" title="Not filtered by this">
          {unreadable.join(' ')}
        </Notice>
      )}
      {hasNewer && (
        <Group justify="center">
          <Button size="compact-sm" variant="light" onClick={newest}>
            Newer cases came in: show them
          </Button>
        </Group>
      )}
      {error && !isMoreLost && <Failed message={messageOf(error)} onRetry={() => void refetch()} />}
      {!shown && !error && <Loading lines={10} />}
      {shown?.edges.length === 0 && !shown.pageInfo.hasNextPage && (
        <Empty title="No case here">
          {activeOf(search, ALL) > 0
            ? 'No case fits all of these filters; take some away if you expected one.'
            : 'Cases come in over REST; the first one appears here by itself.'}
        </Empty>
      )}
      {shown && shown.edges.length > 0 && (
        <DecisionTable cases={shown.edges.map(({ node }) => node)} onOpen={(id) => set({ case: id })} />
      )}
      {shown?.pageInfo.hasNextPage && (
        <Stack align="center" gap="xs">
          {shown.edges.length % PAGE !== 0 && (
            <Text size="sm" c="dimmed">
              Words, confidences and fields are looked for among 20,000 cases at a time; there are older ones.
            </Text>
          )}
          <ShowMore onMore={more} onProblem={setMoreLost}>
            {shown.edges.length % PAGE !== 0 ? 'Look further back' : 'Show more'}
          </ShowMore>
        </Stack>
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
    </Page>
  );
}
