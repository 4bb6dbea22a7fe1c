import { useQuery } from '@apollo/client/react';
import type { LabelRow } from '@handrail/shared/contracts';
import { Anchor, Button, Group, Text } from '@mantine/core';
import { Link, useNavigate, useSearch } from '../lib/router';
import { Download } from 'lucide-react';
import { LabelsDocument } from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { useReadAgain } from '../lib/pulse';
import { can, useProject } from '../lib/session';
import { count } from '../ui/format';
import { Hint } from '../ui/hint';
import { Page } from '../ui/page';
import { Snippet } from '../ui/snippet';
import { Empty, Failed, Loading } from '../ui/states';
import { formatInWords } from './dataset-words';
import { filterOf, queryOf, type LabelFormat, type LabelSearch } from './label-filter';
import { LabelFilters } from './label-filters';
import { LabelTable } from './label-table';

export function LabelsPage() {
  const project = useProject();
  const search: LabelSearch = useSearch();
  const navigate = useNavigate();
  const set = (change: Record<string, string | undefined>): void =>
    void navigate({
      to: '.',
      search: (before: object) =>
        Object.fromEntries(Object.entries({ ...before, ...change }).filter(([, value]) => value)),
      replace: true,
    });
  const { data, previousData, error, refetch } = useQuery(LabelsDocument, {
    variables: { projectId: project.id, filter: filterOf(search) },
  });
  // Labels come with what was decided.
  useReadAgain('decisionsMark', () => refetch());
  const shown = data ?? previousData;
  const rows = (shown?.labels.edges ?? []).map(({ node }) => node.row as LabelRow);
  const address = (format: LabelFormat): string => `/v1/projects/${project.slug}/labels?${queryOf(search, format)}`;
  return (
    <Page
      title="Labels"
      of={project.name}
      actions={
        <Group gap="xs">
          <Button component="a" href={address('jsonl')} download leftSection={<Download size={16} aria-hidden />}>
            JSONL
          </Button>
          {(['csv', 'parquet'] as const).map((format) => (
            <Button
              key={format}
              component="a"
              href={address(format)}
              download
              variant="default"
              leftSection={<Download size={16} aria-hidden />}
            >
              {formatInWords(format)}
            </Button>
          ))}
        </Group>
      }
    >
      <Hint id="labels">
        Filters are part of the address, so a link gives a colleague exactly these rows; the file has all of them, with
        the propensity of each.
      </Hint>
      <div className="beside">
        <div>
          <LabelFilters search={search} onChange={set} />
        </div>
        <div>
          <Text size="sm" mb="xs" aria-live="polite">
            <b>{shown ? count(shown.labelCount) : '…'}</b> {shown?.labelCount === 1 ? 'label matches' : 'labels match'}
            {shown && shown.labelCount > rows.length && `; the newest ${count(rows.length)} of them:`}
          </Text>
          {error && <Failed message={messageOf(error)} onRetry={() => void refetch()} />}
          {!shown && !error && <Loading lines={10} />}
          {shown && rows.length === 0 && (
            <Empty title="No label matches">
              Labels come from reviewers’ answers; loosen the filters if you expected some.
            </Empty>
          )}
          {rows.length > 0 && <LabelTable rows={rows} />}
        </div>
      </div>
      <section aria-label="What the file contains" className="file">
        <Text size="sm" c="dimmed">
          A row for each label: the case’s input, the answer and who gave it, the prediction it was shown with, model
          and policy versions, reason, level, times, both propensities and the weight 1/propensity. Only blind labels
          measure the machine.
        </Text>
        <Snippet
          says="The same rows over REST"
          code={`curl -H "Authorization: Bearer $HANDRAIL_KEY" \\\n  "${window.location.origin}${address('jsonl')}"`}
        />
        {can(project, 'keys:edit') && (
          <Text size="sm">
            A key for it:{' '}
            <Anchor component={Link} to={`/p/${project.slug}/settings`}>
              Settings, API keys
            </Anchor>
          </Text>
        )}
      </section>
    </Page>
  );
}
