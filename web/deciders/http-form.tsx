import { HTTP_PROTOCOLS, type HttpProtocol } from '@handrail/shared/deciders';
import { inputSchemaSchema, outputSchemaSchema, type FieldError } from '@handrail/shared/schema';
import { Select, Stack } from '@mantine/core';
import { useState } from 'react';
import { useProject } from '../lib/session';
import { AuthInputs } from './auth-inputs';
import { configForm } from './config-field';
import { TextField } from './inputs';
import { LimitInputs } from './limit-inputs';
import { ProtocolInputs } from './protocol-inputs';
import { onProtocol, startOf, type ConfigDraft, type VersionDraft } from './version-draft';
import { optionsOf, PROTOCOL_WORDS } from './words';

type Props = {
  readonly draft: VersionDraft;
  readonly errors: readonly FieldError[];
  readonly onChange: (part: Partial<VersionDraft>) => void;
};

/** Where a model is asked over HTTP, and how. */
export function HttpForm({ draft, errors, onChange }: Props) {
  const project = useProject();
  const schemas = {
    inputSchema: inputSchemaSchema.parse(project.inputSchema),
    outputSchema: outputSchemaSchema.parse(project.outputSchema),
  };
  const form = configForm(draft, { errors, onChange });
  const protocol = HTTP_PROTOCOLS.find((one) => one === draft.http['protocol']) ?? 'json';
  // Whoever looks at another protocol and comes back finds what they had typed.
  const [left, setLeft] = useState<Partial<Record<HttpProtocol, ConfigDraft>>>({});
  const choose = (next: HttpProtocol): void => {
    setLeft({ ...left, [protocol]: draft.http });
    onChange(onProtocol(draft, left[next] ?? startOf(next, schemas)));
  };
  return (
    <Stack gap="md">
      <div className="pair-wide">
        <Select
          label="Protocol"
          data={optionsOf(PROTOCOL_WORDS)}
          allowDeselect={false}
          value={protocol}
          error={form.error(['protocol'])}
          onChange={(next) => next !== null && choose(next)}
        />
        <TextField form={form} path={['baseUrl']} label="Address" placeholder="https://models.example.com" />
      </div>
      <AuthInputs
        form={form}
        credential={draft.credential}
        credentialError={errors.find(({ pointer }) => pointer === '/credential')?.detail}
        onCredential={(credential) => onChange({ credential })}
      />
      <ProtocolInputs form={form} protocol={protocol} key={protocol} />
      <LimitInputs form={form} />
    </Stack>
  );
}
