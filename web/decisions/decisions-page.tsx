import { useQuery } from '@apollo/client/react';
import { Button, Drawer, Group } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { DecisionsDocument } from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { useReadAgain } from '../lib/pulse';
import { useProject } from '../lib/session';
import { Page } from '../ui/page';
import { Empty, Failed, Loading } from '../ui/states';
import { CaseSheet } from './case-sheet';
import { DecisionFilters, type DecisionSearch } from './decision-filters';
import { DecisionTable } from './decision-table';

type Search = DecisionSearch & { readonly case?: string };
/** As many as one request gives. */
const PAGE = 50;

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
  const newest = (): Promise<unknown> => {
    setHasNewer(false);
    return refetch();
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
    <Page title="Decisions" of={project.name}>
      <DecisionFilters search={search} onChange={set} />
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
        <DecisionTable cases={shown.edges.map(({ node }) => node)} onOpen={(id) => set({ case: id })} />
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
    </Page>
  );
}
