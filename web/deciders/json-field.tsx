import { JsonInput } from '@mantine/core';
import { useState } from 'react';
import { jsonProblem, readTypedJson } from '../ui/typed-json';
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
    const problem = jsonProblem(next);
    // Somebody is still typing, or has typed a number that would be another one.
    if (problem !== null) onUnfinished(problem);
    else onChange(readTypedJson(next));
  };
  return (
    <JsonInput
      {...words}
      validationError={`It ${jsonProblem(text) ?? 'is not JSON yet'}`}
      deserialize={readTypedJson}
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
