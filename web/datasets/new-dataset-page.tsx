import { useMutation, useQuery } from '@apollo/client/react';
import type { DatasetRow } from '@handrail/shared/datasets';
import { Button, Group, Select, Stack, Switch, TextInput } from '@mantine/core';
import { useNavigate, useSearch } from '../lib/router';
import { useState } from 'react';
import { DatasetCountDocument, DatasetPreviewDocument, FreezeDatasetDocument } from '../lib/generated/graphql';
import { inPlace } from '../lib/in-place';
import { messageOf } from '../lib/problem';
import { useProject } from '../lib/session';
import { Unread } from '../lib/unread';
import { Notice } from '../ui/notice';
import { Page } from '../ui/page';
import { Empty, Failed, Loading } from '../ui/states';
import { AboutForm, aboutOf, NOTHING_SAID } from './about-form';
import { CaseFilters } from './case-filters';
import { ColumnPicker } from './column-picker';
import { columnsIn, definitionOf, unreadableIn, type DatasetSearch } from './definition-search';
import { countInWords, Estimated } from './live-count';
import { LabelFilters } from './label-filters';
import { PreviewTable } from './preview-table';
import { ProtectedFields } from './protected-fields';
import { watchUntilReady } from '../lib/watched-datasets';
import { isolated } from '../ui/visible-text';

const RULES = [
  { value: 'newest', label: 'The newest answer' },
  { value: 'majority', label: 'The answer that most agree with' },
  { value: 'unanimous', label: 'Only where all answers agree' },
];

/** Chooses, looks, freezes. What is chosen stands in the address. */
export function NewDatasetPage() {
  const project = useProject();
  const search: DatasetSearch = useSearch();
  const navigate = useNavigate();
  const set = (change: Partial<Record<keyof DatasetSearch, string | readonly string[] | undefined>>): void =>
    void navigate({
      to: '.',
      search: (before: object) =>
        Object.fromEntries(Object.entries({ ...before, ...change }).filter(([, value]) => value)),
      replace: true,
    });
  const definition = definitionOf(search);
  const unreadable = unreadableIn(search);
  const variables = { projectId: project.id, definition };
  const counted = useQuery(DatasetCountDocument, { variables });
  const preview = useQuery(DatasetPreviewDocument, { variables });
  const [name, setName] = useState('labels');
  const [about, setAbout] = useState(NOTHING_SAID);
  const [freeze, { loading, error }] = useMutation(FreezeDatasetDocument);
  const submit = async (): Promise<void> => {
    const { data } = await freeze({
      variables: { input: { projectId: project.id, name, definition: { ...definition, ...aboutOf(about) } } },
    });
    if (data) watchUntilReady(project.id, data.freezeDataset.number);
    if (data) void navigate({ to: `/p/${project.slug}/datasets/${data.freezeDataset.number}` });
  };
  const rows = ((preview.data ?? preview.previousData)?.datasetPreview ?? []) as readonly DatasetRow[];
  const found = (counted.data ?? counted.previousData)?.datasetCount;
  return (
    <Page title="Freeze a dataset" of={project.name}>
      <div className="beside">
        <Stack gap="sm">
          <LabelFilters search={search} onChange={set} />
          <CaseFilters search={search} rows={rows} onChange={set} />
          <Select
            label="Several answers to one case become"
            data={RULES}
            allowDeselect={false}
            value={search.consensus ?? 'newest'}
            onChange={(consensus) => set({ consensus: consensus === 'newest' ? undefined : (consensus ?? undefined) })}
          />
          <Select
            label="Keep together on one side of the split"
            data={[{ value: 'content', label: 'Equal cases' }, ...fieldNames(project.inputSchema)]}
            allowDeselect={false}
            value={search.group ?? 'content'}
            onChange={(group) => set({ group: group === 'content' ? undefined : (group ?? undefined) })}
          />
          <Switch
            label="Machines’ decisions too, marked as such"
            checked={search.machine === 'true'}
            onChange={(event) => set({ machine: event.currentTarget.checked ? 'true' : undefined })}
          />
          <ColumnPicker search={search} onChange={set} />
          <ProtectedFields search={search} onChange={set} />
          <AboutForm draft={about} onChange={setAbout} />
        </Stack>
        <Stack gap="sm" miw={0}>
          <Group align="end" gap="sm">
            <TextInput
              label="Name"
              description="Versions of one name are compared with each other."
              value={name}
              maxLength={120}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <Button
              loading={loading}
              disabled={name.trim() === '' || unreadable !== null}
              onClick={() => inPlace(submit())}
            >
              Freeze {countInWords(found)} cases
            </Button>
          </Group>
          {unreadable !== null && (
            <Notice tone="bad" title="It cannot be frozen like this">
              {unreadable}
            </Notice>
          )}
          <Unread what="How many cases there are" query={counted} />
          <Estimated found={found} />
          {error && <Failed message={messageOf(error)} />}
          {preview.error && <Failed message={messageOf(preview.error)} onRetry={() => void preview.refetch()} />}
          {preview.loading && rows.length === 0 && <Loading lines={8} />}
          {!preview.loading && !preview.error && rows.length === 0 && (
            <Empty title="Nothing matches">An empty dataset is valid, but you may want to loosen the filters.</Empty>
          )}
          {rows.length > 0 && <PreviewTable rows={rows} columns={columnsIn(search)} />}
        </Stack>
      </div>
    </Page>
  );
}

function fieldNames(inputSchema: unknown): { value: string; label: string }[] {
  // Checked by the server when the project was made.
  const { fields } = inputSchema as { fields: readonly { name: string; title?: string }[] };
  return fields.map(({ name, title }) => ({ value: name, label: `Equal ${isolated(title ?? name)}` }));
}
