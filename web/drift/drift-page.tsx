import { useQuery } from '@apollo/client/react';
import { Button, Group, NativeSelect, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { useNavigate, useSearch } from '../lib/router';
import { useState } from 'react';
import { DataDriftDocument } from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { useProject } from '../lib/session';
import { Page } from '../ui/page';
import { Empty, Failed, Loading } from '../ui/states';
import { ConceptPart } from './concept-part';
import { DriftingField } from './drifting-field';
import { FieldTable } from './field-table';
import { TextPart } from './text-part';
import { driftViewOf, RANGES, REFERENCES, SIDES, type DriftView } from './view';
import { UserText } from '../ui/user-text';

/** Whether what comes in looks as it did; the whole view stands in the address. */
export function DriftPage() {
  const project = useProject();
  const search: Record<string, unknown> = useSearch();
  const navigate = useNavigate();
  // The time that is looked at stays while the page is looked at, until it is read again.
  const [now, setNow] = useState(() => Date.now());
  const view = driftViewOf(search, now);
  const set = (change: Record<string, string | undefined>): void => {
    setNow(Date.now());
    void navigate({
      to: '.',
      search: (before: object) =>
        Object.fromEntries(Object.entries({ ...before, ...change }).filter(([, value]) => value)),
      replace: true,
    });
  };
  return (
    <Page title="Drift" of={project.name}>
      <SegmentedControl
        aria-label="What drifts"
        w="fit-content"
        data={SIDES.map((each) => ({ ...each }))}
        value={view.side}
        onChange={(side) => set({ side })}
      />
      <Controls key={`${view.from} ${view.reference?.from}`} view={view} onChange={set} />
      {view.side === 'data' ? (
        <DataDriftPart view={view} onField={(field) => set({ field })} />
      ) : (
        <ConceptPart
          version={view.version}
          hours={Math.round((view.to - view.from) / 3_600_000)}
          onVersion={(version) => set({ version })}
        />
      )}
    </Page>
  );
}

type PartProps = { readonly view: DriftView; readonly onField: (field: string) => void };

function DataDriftPart({ view, onField }: PartProps) {
  const project = useProject();
  const period = { from: isoOf(view.from), to: isoOf(view.to) };
  const { from, to } = view.reference ?? {};
  const reference = from === undefined || to === undefined ? null : { from: isoOf(from), to: isoOf(to) };
  const { data, previousData, error, refetch } = useQuery(DataDriftDocument, {
    variables: { projectId: project.id, ...period, reference },
  });
  const drift = (data ?? previousData)?.dataDrift;
  if (error) return <Failed message={messageOf(error)} onRetry={() => void refetch()} />;
  if (!drift) return <Loading lines={8} />;
  const opened = drift.fields.find(
    ({ metric, part, title }) => `${metric}/${part}` === view.field || title === view.field,
  );
  const shown = opened ?? drift.fields.find(({ compared }) => compared !== null);
  return (
    <section aria-label="Data drift">
      <Stack gap="md">
        <div>
          <Text fw={600} role="status">
            <UserText text={drift.sentence} />
          </Text>
          <Text size="sm" c="dimmed">
            Beside {drift.referenceText}.
          </Text>
        </div>
        {drift.fields.length === 0 ? (
          <Empty title="Nothing to watch">The project’s input has no field whose values could drift.</Empty>
        ) : (
          <FieldTable fields={drift.fields} shown={shown} onOpen={onField} />
        )}
        {view.reference === undefined && <TextPart texts={drift.texts} />}
        {shown && <DriftingField key={`${shown.metric}/${shown.part}`} field={shown} period={period} />}
      </Stack>
    </section>
  );
}

type ControlsProps = {
  readonly view: DriftView;
  readonly onChange: (change: Record<string, string | undefined>) => void;
};

function Controls({ view, onChange }: ControlsProps) {
  const [from, setFrom] = useState(localOf(view.reference?.from));
  const [to, setTo] = useState(localOf(view.reference?.to));
  return (
    <Group gap="md" align="end">
      <NativeSelect
        label="Time"
        data={Object.keys(RANGES).map((range) => ({ value: range, label: `Last ${range}` }))}
        value={view.range}
        onChange={({ currentTarget: { value } }) => onChange({ range: value })}
      />
      {view.side === 'data' && (
        <NativeSelect
          label="Compared with"
          data={REFERENCES.map((each) => ({ ...each }))}
          value={view.beside}
          onChange={({ currentTarget: { value } }) => onChange({ beside: value, from: undefined, to: undefined })}
        />
      )}
      {view.side === 'data' && view.beside === 'period' && (
        <>
          <TextInput
            label="From"
            type="datetime-local"
            value={from}
            onChange={({ currentTarget: { value } }) => setFrom(value)}
          />
          <TextInput
            label="To"
            type="datetime-local"
            value={to}
            onChange={({ currentTarget: { value } }) => setTo(value)}
          />
          <Button
            variant="default"
            disabled={!(from && to && from < to)}
            onClick={() => onChange({ from: new Date(from).toISOString(), to: new Date(to).toISOString() })}
          >
            Compare
          </Button>
        </>
      )}
      <Button variant="default" onClick={() => onChange({})}>
        Look again
      </Button>
    </Group>
  );
}

function isoOf(at: number): string {
  return new Date(at).toISOString();
}

/** As the browser's own input for a time takes it: local, to the minute. */
function localOf(at: number | undefined): string {
  if (at === undefined) return '';
  return new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
