import { JsonInput } from '@mantine/core';
import { useState } from 'react';
import type { ConfigForm } from './config-field';

type Words = { readonly label: string; readonly description?: string; readonly placeholder?: string };
type Props = Words & {
  readonly value: unknown;
  readonly error?: string | undefined;
  /** Undefined: the field was emptied. */
  readonly onChange: (value: unknown) => void;
  readonly onUnfinished: (detail: string) => void;
};

/** Any JSON. What is not JSON yet stays on the screen, and whoever holds the value is told. */
export function JsonText({ value, onChange, onUnfinished, ...words }: Props) {
  const [text, setText] = useState(() => (value === undefined ? '' : JSON.stringify(value, null, 2)));
  const change = (next: string): void => {
    setText(next);
    if (next.trim() === '') return onChange(undefined);
    try {
      onChange(JSON.parse(next));
    } catch {
      // Somebody is still typing.
      onUnfinished('is not JSON yet');
    }
  };
  return (
    <JsonInput
      {...words}
      validationError="Not JSON yet"
      formatOnBlur
      autosize
      minRows={3}
      value={text}
      onChange={change}
    />
  );
}

/** JSON at a place of the configuration. */
export function JsonField({
  form,
  path,
  ...words
}: Words & { readonly form: ConfigForm; readonly path: readonly (string | number)[] }) {
  return (
    <JsonText
      {...words}
      value={form.at(path)}
      error={form.error(path)}
      onChange={(value) => form.set(path, value)}
      onUnfinished={(detail) => form.hold(path, detail)}
    />
  );
}
