import { Select, Textarea, TextInput } from '@mantine/core';
import { NumberField } from '../ui/number-field';
import type { ConfigForm } from './config-field';

type Path = readonly (string | number)[];
type Common = {
  readonly form: ConfigForm;
  readonly path: Path;
  readonly label: string;
  readonly description?: string;
  readonly placeholder?: string;
};

/** A text of the configuration; empty and optional it is left out. */
export function TextField({ form, path, isOptional = false, ...words }: Common & { readonly isOptional?: boolean }) {
  return (
    <TextInput
      {...words}
      required={!isOptional}
      withAsterisk={false}
      value={form.text(path)}
      error={form.error(path)}
      onChange={({ currentTarget: { value } }) => form.set(path, isOptional && value === '' ? undefined : value)}
    />
  );
}

export function LongField({ form, path, isOptional = false, ...words }: Common & { readonly isOptional?: boolean }) {
  return (
    <Textarea
      {...words}
      autosize
      minRows={2}
      maxRows={12}
      value={form.text(path)}
      error={form.error(path)}
      onChange={({ currentTarget: { value } }) => form.set(path, isOptional && value === '' ? undefined : value)}
    />
  );
}

/** A whole number; left empty it takes its default, which is shown. */
export function WholeNumberField({ form, path, standard, ...words }: Common & { readonly standard: number }) {
  const value = form.at(path);
  return (
    <NumberField
      {...words}
      placeholder={String(standard)}
      isWhole
      min={0}
      value={typeof value === 'number' ? value : null}
      error={form.error(path)}
      onChange={(next) => form.set(path, next ?? undefined)}
    />
  );
}

export function ChoiceField({
  form,
  path,
  options,
  standard,
  ...words
}: Common & { readonly options: readonly { value: string; label: string }[]; readonly standard?: string }) {
  return (
    <Select
      {...words}
      data={options}
      allowDeselect={false}
      value={form.text(path, standard) || null}
      error={form.error(path)}
      onChange={(value) => value !== null && form.set(path, value)}
    />
  );
}
