import { inputSchemaSchema, outputSchemaSchema } from '@handrail/shared/schema';
import { Button, Group, Radio, Stack, Text } from '@mantine/core';
import { useEffect, useRef, useState, type FormEvent, type ReactNode } from 'react';
import type { MachineKind } from '../lib/generated/graphql';
import { fieldErrorsOf, messageOf } from '../lib/problem';
import { useProject } from '../lib/session';
import { Notice } from '../ui/notice';
import { CardInputs } from './card-inputs';
import { HttpForm } from './http-form';
import { RulesEditor } from './rules-editor';
import { TestPanel } from './test-panel';
import { bodyOf, emptyRules, errorsOf, inDraft, registrationOf, startOf, type VersionDraft } from './version-draft';

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
  /** Registers it; a refusal is shown at the fields that it is about. */
  readonly onSubmit: (body: ReturnType<typeof registrationOf>) => Promise<void>;
  /** What is asked before the connector. */
  readonly children?: ReactNode;
};
/** What the server refused, of the draft as it was then. */
type Refusal = { readonly draft: VersionDraft; readonly error: unknown };

/** A version to be registered: its connector, its configuration, and a test before anything is kept. */
export function VersionForm({ kind, from, submitName, onSubmit, children }: Props) {
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
    modelCard: {},
    unfinished: {},
    ...from,
  }));
  const [tries, setTries] = useState(0);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [isBusy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const found = errorsOf(draft, schemas);
  const refused = refusal?.draft === draft ? inDraft(fieldErrorsOf(refusal.error)) : [];
  // Nobody is told off for what they have not yet had time to fill in.
  const errors = [...(tries > 0 ? found : []), ...refused];
  useEffect(() => {
    if (tries > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [tries]);
  const change = (part: Partial<VersionDraft>): void => setDraft((before) => ({ ...before, ...part }));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTries(tries + 1);
    setRefusal(null);
    if (found.length > 0) return;
    setBusy(true);
    void onSubmit(registrationOf(draft))
      .catch((error: unknown) => setRefusal({ draft, error }))
      .finally(() => setBusy(false));
  };
  return (
    <form ref={form} onSubmit={submit} noValidate>
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
        <CardInputs
          draft={draft}
          error={errors.find(({ pointer }) => pointer.startsWith('/modelCard'))?.detail}
          onChange={change}
        />
        {draft.connector !== 'CALLER' && (
          <TestPanel
            subject={{ version: { kind, ...bodyOf(draft) } }}
            isReady={found.length === 0}
            order={2}
            onRefused={(error) => setRefusal({ draft, error })}
          />
        )}
        {errors.length > 0 && (
          <Notice tone="bad" title="Something does not fit yet">
            {errors.map(({ pointer, detail }) => `${pointer.slice(1).replaceAll('/', ' › ')}: ${detail}`).join('; ')}
          </Notice>
        )}
        {refusal !== null && fieldErrorsOf(refusal.error).length === 0 && (
          <Notice tone="bad">{messageOf(refusal.error)}</Notice>
        )}
        <Group>
          <Button type="submit" loading={isBusy}>
            {submitName}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
