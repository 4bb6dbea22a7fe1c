import { inputSchemaSchema, outputSchemaSchema } from '@handrail/shared/schema';
import { Button, Group, Radio, Stack, Text } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import type { MachineKind } from '../lib/generated/graphql';
import { useProject } from '../lib/session';
import { Notice } from '../ui/notice';
import { HttpForm } from './http-form';
import { RulesEditor } from './rules-editor';
import { TestPanel } from './test-panel';
import { bodyOf, emptyRules, errorsOf, startOf, type VersionDraft } from './version-draft';

const CONNECTORS = [
  { value: 'HTTP', label: 'Over HTTP' },
  { value: 'RULES', label: 'Decision table' },
  { value: 'CALLER', label: 'Comes with the case' },
];

type Props = {
  readonly kind: MachineKind;
  /** Version to begin from; absent: from the defaults. */
  readonly from?: Partial<VersionDraft>;
  readonly submitName: string;
  readonly isBusy: boolean;
  readonly problem: string | null;
  readonly onSubmit: (body: ReturnType<typeof bodyOf>) => void;
  /** What is asked before the connector. */
  readonly children?: ReactNode;
};

/** A version to be registered: its connector, its configuration, and a test before anything is kept. */
export function VersionForm({ kind, from, submitName, isBusy, problem, onSubmit, children }: Props) {
  const project = useProject();
  const schemas = {
    inputSchema: inputSchemaSchema.parse(project.inputSchema),
    outputSchema: outputSchemaSchema.parse(project.outputSchema),
  };
  const [draft, setDraft] = useState<VersionDraft>(() => ({
    connector: 'HTTP',
    http: startOf('json', schemas),
    rules: emptyRules(schemas),
    credential: '',
    ...from,
  }));
  const [isTried, setTried] = useState(false);
  const found = errorsOf(draft, schemas);
  // Nobody is told off for what they have not yet had time to fill in.
  const errors = isTried ? found : [];
  const change = (part: Partial<VersionDraft>): void => setDraft((before) => ({ ...before, ...part }));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (found.length === 0) onSubmit(bodyOf(draft));
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        {children}
        <Radio.Group
          label="How it is asked"
          value={draft.connector}
          onChange={(connector) => change({ connector: connector })}
        >
          <Group mih={36}>
            {CONNECTORS.map(({ value, label }) => (
              <Radio key={value} value={value} label={label} />
            ))}
          </Group>
        </Radio.Group>
        {draft.connector === 'HTTP' && <HttpForm draft={draft} errors={errors} onChange={change} />}
        {draft.connector === 'RULES' && (
          <RulesEditor
            rules={draft.rules}
            hasConfidence={kind === 'MODEL'}
            errors={found}
            onChange={(rules) => change({ rules })}
          />
        )}
        {draft.connector === 'CALLER' && (
          <Text size="sm">
            Whoever sends a case sends its predictions with it, named name@version. There is nobody to ask.
          </Text>
        )}
        {draft.connector !== 'CALLER' && (
          <TestPanel subject={{ version: { kind, ...bodyOf(draft) } }} isReady={found.length === 0} order={2} />
        )}
        {errors.length > 0 && (
          <Notice tone="bad" title="Something does not fit yet">
            {errors.map(({ pointer, detail }) => `${pointer.slice(1).replaceAll('/', ' › ')}: ${detail}`).join('; ')}
          </Notice>
        )}
        {problem && <Notice tone="bad">{problem}</Notice>}
        <Group>
          <Button type="submit" loading={isBusy}>
            {submitName}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
