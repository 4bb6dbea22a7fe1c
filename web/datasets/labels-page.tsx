import { useQuery } from '@apollo/client/react';
import { LEVELS } from '@handrail/shared/ladder';
import type { LabelRow } from '@handrail/shared/contracts';
import { Button, Grid, Group, Paper, Select, Stack, Table, Text, TextInput, Title } from '@mantine/core';
import { Download } from 'lucide-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { answer, count, two } from '../ui/format';
import { LabelsDocument, type LabelFilterInput, type Level } from '../lib/generated/graphql';
import { useProject } from '../lib/session';
import { LEVEL_WORDS } from '../ui/ladder-level';
import { Hint } from '../ui/hint';
import { rowKeys, rowProps } from '../ui/rows';
import { Empty, Failed, Loading } from '../ui/states';
import { When } from '../ui/when';
import { messageOf } from '../lib/problem';

type Search = { readonly since?: string; readonly blind?: string; readonly level?: Level; readonly value?: string };

export function LabelsPage() {
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
  const filter: LabelFilterInput = {
    ...(search.since ? { from: `${search.since}T00:00:00Z` } : {}),
    ...(search.blind ? { blind: search.blind === 'true' } : {}),
    ...(search.level ? { level: search.level } : {}),
    ...(search.value ? { value: search.value } : {}),
  };
  const { data, previousData, error, refetch } = useQuery(LabelsDocument, {
    variables: { projectId: project.id, filter },
  });
  const shown = data ?? previousData;
  const query = new URLSearchParams({
    ...(search.since ? { since: `${search.since}T00:00:00Z` } : {}),
    ...(search.blind ? { blind: search.blind } : {}),
    ...(search.level ? { level: search.level } : {}),
    ...(search.value ? { value: search.value } : {}),
  });
  const file = (format: string): string => `/v1/projects/${project.slug}/labels?format=${format}&${query.toString()}`;
  return (
    <Stack>
      <Group justify="space-between">
        <Title order={1} size="h3">
          Labels
        </Title>
        <Group>
          <Button component="a" href={file('jsonl')} download leftSection={<Download size={16} aria-hidden />}>
            JSONL
          </Button>
          <Button
            component="a"
            href={file('csv')}
            download
            variant="default"
            leftSection={<Download size={16} aria-hidden />}
          >
            CSV
          </Button>
        </Group>
      </Group>
      <Hint id="labels">
        Filters are part of the address, so a link gives a colleague exactly these rows; the download has all of them,
        with the propensity of each.
      </Hint>
      <Grid>
        <Grid.Col span={{ base: 12, md: 3 }}>
          <Stack>
            <TextInput
              type="date"
              label="Given since"
              value={search.since ?? ''}
              onChange={(event) => set({ since: event.currentTarget.value })}
            />
            <Select
              label="Blind"
              placeholder="Any"
              clearable
              data={[
                { value: 'true', label: 'Blind only' },
                { value: 'false', label: 'With the suggestion in view' },
              ]}
              value={search.blind ?? null}
              onChange={(blind) => set({ blind: blind ?? undefined })}
            />
            <Select
              label="Level"
              placeholder="Any"
              clearable
              data={LEVELS.map((value) => ({ value, label: LEVEL_WORDS[value].name }))}
              value={search.level ?? null}
              onChange={(level) => set({ level: level ?? undefined })}
            />
            <TextInput
              label="Answer"
              value={search.value ?? ''}
              onChange={(event) => set({ value: event.currentTarget.value })}
            />
            <Paper withBorder p="sm">
              <Text size="sm">
                <b>{shown ? count(shown.labelCount) : '…'}</b> labels match. Each row has the case’s input, the answer,
                what it was shown with, model and policy versions, the reason, and both propensities. Only blind labels
                measure the machine; weight by 1/propensity.
              </Text>
            </Paper>
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 9 }}>
          {error && <Failed message={messageOf(error)} onRetry={() => void refetch()} />}
          {!shown && !error && <Loading lines={10} />}
          {shown?.labels.edges.length === 0 && (
            <Empty title="No label matches">
              Labels come from reviewers’ answers; loosen the filters if you expected some.
            </Empty>
          )}
          {shown && shown.labels.edges.length > 0 && (
            <Preview rows={shown.labels.edges.map(({ node }) => node.row as LabelRow)} />
          )}
        </Grid.Col>
      </Grid>
    </Stack>
  );
}

function Preview({ rows }: { readonly rows: readonly LabelRow[] }) {
  return (
    <Table.ScrollContainer minWidth={760}>
      <Table verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Case</Table.Th>
            <Table.Th>Label</Table.Th>
            <Table.Th>Prediction</Table.Th>
            <Table.Th>Reason</Table.Th>
            <Table.Th>Propensity</Table.Th>
            <Table.Th>Blind</Table.Th>
            <Table.Th>Given</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody {...rowKeys}>
          {rows.map((row) => (
            <Table.Tr key={row.id} {...rowProps()}>
              <Table.Td maw={300}>
                <Text size="sm" truncate>
                  {Object.values(row.input).find((value) => typeof value === 'string') ?? row.case_id}
                </Text>
              </Table.Td>
              <Table.Td>{answer(row.label)}</Table.Td>
              <Table.Td>{row.prediction === null ? '–' : `${answer(row.prediction)} ${two(row.confidence)}`}</Table.Td>
              <Table.Td>{row.reason.replace('_', ' ')}</Table.Td>
              <Table.Td>
                {two(row.propensity)} / {two(row.blind_propensity)}
              </Table.Td>
              <Table.Td>{row.blind ? 'yes' : 'no'}</Table.Td>
              <Table.Td>
                <When iso={row.labelled_at} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
