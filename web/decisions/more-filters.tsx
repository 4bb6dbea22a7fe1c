import { useQuery } from '@apollo/client/react';
import { LEVELS } from '@handrail/shared/ladder';
import { inputSchemaSchema, outputSchemaSchema } from '@handrail/shared/schema';
import { Autocomplete, Select, TextInput } from '@mantine/core';
import { DecisionChoicesDocument } from '../lib/generated/graphql';
import { useProject } from '../lib/session';
import { Unread } from '../lib/unread';
import { LEVEL_WORDS } from '../ui/ladder-level';
import { NumberField } from '../ui/number-field';
import { typedIn } from '../ui/typed-number';
import { instantOf, localOf, type FilterProps } from './decision-search';
import { isolated } from '../ui/visible-text';

/** Which cases, more particularly: one of them, when, on which rung, with which answer, by which machine, how sure. */
export function MoreFilters({ search, onChange }: FilterProps) {
  const project = useProject();
  const choices = useQuery(DecisionChoicesDocument, { variables: { projectId: project.id } });
  const { deciders = [], segments = [] } = choices.data?.decisionChoices ?? {};
  const text = (value: string | number | undefined): string => (value === undefined ? '' : String(value));
  return (
    <div className="filters-even">
      <Unread what="The segments and machines to choose from" query={choices} />
      <TextInput
        label="Case id or key"
        placeholder="Whole, as the caller has it"
        value={text(search.id)}
        onChange={(event) => onChange({ id: event.currentTarget.value.trim() })}
      />
      <TextInput
        type="datetime-local"
        label="Received from"
        value={localOf(search.from)}
        onChange={(event) => onChange({ from: instantOf(event.currentTarget.value) })}
      />
      <TextInput
        type="datetime-local"
        label="Received before"
        value={localOf(search.to)}
        onChange={(event) => onChange({ to: instantOf(event.currentTarget.value) })}
      />
      <AnswerFilter search={search} onChange={onChange} />
      <Autocomplete
        label="Machine that decided"
        placeholder="name@version"
        data={deciders}
        value={text(search.decider)}
        onChange={(decider) => onChange({ decider })}
      />
      <Select
        label="Level"
        placeholder="Any"
        clearable
        data={LEVELS.map((value) => ({ value, label: LEVEL_WORDS[value].name }))}
        value={search.level ?? null}
        onChange={(level) => onChange({ level: level ?? undefined })}
      />
      <Autocomplete
        label="Segment"
        placeholder="Any"
        data={segments}
        value={text(search.segment)}
        onChange={(segment) => onChange({ segment })}
      />
      <ConfidenceEnd label="Confidence from" name="min" search={search} onChange={onChange} />
      <ConfidenceEnd label="Confidence to" name="max" search={search} onChange={onChange} />
      <FieldFilter search={search} onChange={onChange} />
    </div>
  );
}

function ConfidenceEnd({
  label,
  name,
  search,
  onChange,
}: FilterProps & { readonly label: string; readonly name: 'min' | 'max' }) {
  return (
    <NumberField
      label={label}
      placeholder={name === 'min' ? '0.00' : '1.00'}
      min={0}
      max={1}
      step={0.05}
      {...typedIn(search[name])}
      // As it was typed: what cannot be read filters nothing, and is said above the list.
      onChange={(value, text) => onChange({ [name]: value === null ? undefined : text })}
    />
  );
}

const HAS = [
  { value: 'MISSING', label: 'No value' },
  { value: 'NEW', label: 'A value that is new' },
  { value: 'VALUE', label: 'Exactly this value' },
];

/** A field of the input, and what it has. */
function FieldFilter({ search, onChange }: FilterProps) {
  const fields = inputSchemaSchema.parse(useProject().inputSchema).fields;
  const field = search.field === undefined ? null : String(search.field);
  const has = search.has ?? null;
  const isNumber = fields.some(({ name, type }) => name === field && type === 'number');
  return (
    <>
      <Select
        label="Field"
        placeholder="Any"
        clearable
        data={[...new Set([...fields.map(({ name }) => name), ...(field === null ? [] : [field])])]}
        value={field}
        onChange={(name) =>
          onChange({
            field: name ?? undefined,
            has: name === null ? undefined : (search.has ?? 'MISSING'),
            fieldValue: undefined,
          })
        }
      />
      {field !== null && (
        <Select
          label="The field has"
          data={HAS}
          value={has}
          allowDeselect={false}
          onChange={(chosen) => onChange({ has: chosen ?? undefined, fieldValue: undefined })}
        />
      )}
      {field !== null && has === 'VALUE' && isNumber && (
        <NumberField
          label="Value of the field"
          placeholder="Exactly this number"
          {...typedIn(search.fieldValue)}
          onChange={(number, text) => onChange({ fieldValue: number === null ? undefined : text })}
        />
      )}
      {field !== null && has === 'VALUE' && !isNumber && (
        <TextInput
          label="Value of the field"
          placeholder="Exactly this"
          value={String(search.fieldValue ?? '')}
          onChange={(event) => onChange({ fieldValue: event.currentTarget.value })}
        />
      )}
    </>
  );
}

/** A project that answers with several labels has no one answer to choose. */
function AnswerFilter({ search, onChange }: FilterProps) {
  const schema = outputSchemaSchema.parse(useProject().outputSchema);
  const value = search.value === undefined ? '' : String(search.value);
  if (schema.kind === 'labels') return null;
  if (schema.kind === 'label')
    return (
      <Select
        label="Answer"
        placeholder="Any"
        clearable
        searchable
        data={schema.labels.map((label) => ({ value: label.value, label: isolated(label.title ?? label.value) }))}
        value={value || null}
        onChange={(chosen) => onChange({ value: chosen ?? undefined })}
      />
    );
  if (schema.kind === 'number')
    return (
      <NumberField
        label="Answer"
        placeholder="Exactly this number"
        unit={schema.unit}
        {...typedIn(search.value)}
        onChange={(number, text) => onChange({ value: number === null ? undefined : text })}
      />
    );
  return (
    <TextInput
      label="Answer"
      placeholder="Exactly this text"
      value={value}
      onChange={(event) => onChange({ value: event.currentTarget.value })}
    />
  );
}
