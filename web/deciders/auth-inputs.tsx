import { PasswordInput, Select } from '@mantine/core';
import type { ConfigForm } from './config-field';
import { TextField } from './inputs';

const KINDS = [
  { value: 'none', label: 'None' },
  { value: 'bearer', label: 'Bearer token' },
  { value: 'basic', label: 'Name and password' },
  { value: 'header', label: 'A header of its own' },
];
const CREDENTIAL: Readonly<Record<string, string>> = { bearer: 'Token', basic: 'Password', header: 'Value' };
const START: Readonly<Record<string, object>> = {
  none: { kind: 'none' },
  bearer: { kind: 'bearer' },
  basic: { kind: 'basic', username: '' },
  header: { kind: 'header', name: 'X-API-Key' },
};

type Props = {
  readonly form: ConfigForm;
  readonly credential: string;
  readonly credentialError: string | undefined;
  readonly onCredential: (credential: string) => void;
};

/** How Handrail shows who it is. The secret is sent once and never shown again. */
export function AuthInputs({ form, credential, credentialError, onCredential }: Props) {
  const kind = form.text(['auth', 'kind'], 'none');
  return (
    <div className="trio">
      <Select
        label="Authentication"
        data={KINDS}
        allowDeselect={false}
        value={kind}
        onChange={(next) => next !== null && form.set(['auth'], START[next])}
      />
      {kind === 'basic' && <TextField form={form} path={['auth', 'username']} label="Name" />}
      {kind === 'header' && <TextField form={form} path={['auth', 'name']} label="Header" />}
      {kind !== 'none' && (
        <PasswordInput
          label={CREDENTIAL[kind]}
          description="Kept encrypted, never shown again"
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          autoComplete="off"
          value={credential}
          error={credentialError}
          aria-invalid={credentialError === undefined ? undefined : true}
          onChange={(event) => onCredential(event.currentTarget.value)}
        />
      )}
    </div>
  );
}
