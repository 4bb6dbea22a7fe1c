import type { RulesConfig } from '@handrail/shared/deciders';
import type { OutputSchema } from '@handrail/shared/schema';
import { MultiSelect, Select, TextInput } from '@mantine/core';
import { NumberField } from '../ui/number-field';
import { isolated } from '../ui/visible-text';

type Value = RulesConfig['otherwise']['value'];
type Props = {
  readonly schema: OutputSchema;
  readonly label: string;
  readonly value: Value;
  readonly error?: string | undefined;
  readonly onChange: (value: Value) => void;
};

/** An answer of the project, as its kind asks for. */
export function AnswerInput({ schema, label, value, error, onChange }: Props) {
  switch (schema.kind) {
    case 'label':
      return (
        <Select
          label={label}
          data={schema.labels.map((one) => ({ value: one.value, label: isolated(one.title ?? one.value) }))}
          allowDeselect={false}
          value={typeof value === 'string' ? value : null}
          error={error}
          onChange={(next) => next !== null && onChange(next)}
        />
      );
    case 'labels':
      return (
        <MultiSelect
          label={label}
          data={schema.labels.map((one) => ({ value: one.value, label: isolated(one.title ?? one.value) }))}
          value={Array.isArray(value) ? value : []}
          error={error}
          onChange={onChange}
        />
      );
    case 'number':
      return (
        <NumberField
          label={label}
          value={typeof value === 'number' ? value : null}
          error={error}
          isNeeded
          onChange={(next) => onChange(next ?? Number.NaN)}
        />
      );
    case 'text':
      return (
        <TextInput
          label={label}
          value={typeof value === 'string' ? value : ''}
          error={error}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
  }
}
