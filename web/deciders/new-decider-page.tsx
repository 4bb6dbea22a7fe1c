import { useMutation } from '@apollo/client/react';
import { deciderNameSchema } from '@handrail/shared/deciders';
import { Radio, Group, Stack, Textarea, TextInput } from '@mantine/core';
import { useNavigate } from '../lib/router';
import { useState } from 'react';
import {
  DecidersDocument,
  RegisterDeciderDocument,
  RegisterVersionDocument,
  type MachineKind,
} from '../lib/generated/graphql';
import { useProject } from '../lib/session';
import { Page } from '../ui/page';
import type { registrationOf } from './version-draft';
import { VersionForm } from './version-form';

type Draft = { readonly name: string; readonly kind: MachineKind; readonly owner: string; readonly notes: string };

/** Registers a decider together with its first version. */
export function NewDeciderPage() {
  const project = useProject();
  const navigate = useNavigate();
  const [draft, setDraft] = useState<Draft>({ name: '', kind: 'MODEL', owner: '', notes: '' });
  const [nameError, setNameError] = useState<string | null>(null);
  const [isNamed, setNamed] = useState(false);
  const refetchQueries = [DecidersDocument];
  // eslint-disable-next-line local/mutation-shows-its-error -- VersionForm shows what `onSubmit` throws.
  const [registerDecider] = useMutation(RegisterDeciderDocument, { refetchQueries });
  // eslint-disable-next-line local/mutation-shows-its-error -- VersionForm shows what `onSubmit` throws.
  const [registerVersion] = useMutation(RegisterVersionDocument, { refetchQueries });
  const register = async (body: ReturnType<typeof registrationOf>): Promise<void> => {
    const { name } = draft;
    // When only the version was refused, the name is taken by ourselves.
    if (!isNamed) {
      const { data } = await registerDecider({ variables: { input: { projectId: project.id, ...draft } } });
      if (data?.registerDecider.__typename === 'DeciderNameTaken') return setNameError(data.registerDecider.message);
      setNamed(true);
    }
    await registerVersion({ variables: { input: { projectId: project.id, name, ...body } } });
    await navigate({ to: `/p/${project.slug}/deciders/${name}` });
  };
  const submit = async (body: ReturnType<typeof registrationOf>): Promise<void> => {
    const name = deciderNameSchema.safeParse(draft.name);
    setNameError(name.success ? null : (name.error.issues[0]?.message ?? 'is not a name'));
    if (name.success) await register(body);
  };
  const set = (part: Partial<Draft>): void => setDraft((before) => ({ ...before, ...part }));
  return (
    <Page title="Register a decider" of={project.name}>
      <VersionForm kind={draft.kind} submitName="Register it" onSubmit={submit}>
        <Identity draft={draft} nameError={nameError} isNamed={isNamed} onChange={set} />
      </VersionForm>
    </Page>
  );
}

type IdentityProps = {
  readonly draft: Draft;
  readonly nameError: string | null;
  readonly isNamed: boolean;
  readonly onChange: (part: Partial<Draft>) => void;
};

function Identity({ draft, nameError, isNamed, onChange }: IdentityProps) {
  return (
    <Stack gap="md">
      <div className="pair-wide">
        <TextInput
          label="Name"
          placeholder="spam-filter"
          required
          withAsterisk={false}
          disabled={isNamed}
          value={draft.name}
          error={nameError}
          onChange={(event) => onChange({ name: event.currentTarget.value })}
        />
        <TextInput
          label="Owner"
          placeholder="Who looks after it"
          value={draft.owner}
          onChange={(event) => onChange({ owner: event.currentTarget.value })}
        />
      </div>
      <Radio.Group
        label="It is"
        value={draft.kind}
        onChange={(kind) => onChange({ kind: kind === 'SYSTEM' ? 'SYSTEM' : 'MODEL' })}
      >
        <Group mih={36}>
          <Radio value="MODEL" label="A model, with a confidence" disabled={isNamed} />
          <Radio value="SYSTEM" label="A previous system, without one" disabled={isNamed} />
        </Group>
      </Radio.Group>
      <Textarea
        label="Notes"
        autosize
        minRows={2}
        value={draft.notes}
        onChange={(event) => onChange({ notes: event.currentTarget.value })}
      />
    </Stack>
  );
}
