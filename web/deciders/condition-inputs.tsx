import { operatorsOf, type RuleCondition, type RuleOperator } from '@handrail/shared/deciders';
import type { InputField, InputSchema } from '@handrail/shared/schema';
import { CloseButton, Select, TagsInput, TextInput } from '@mantine/core';
import { NumberField } from '../ui/number-field';
import { OPERATOR_WORDS } from './words';
import { isolated } from '../ui/visible-text';

type Props = {
  readonly schema: InputSchema;
  readonly condition: RuleCondition;
  readonly name: string;
  readonly error?: string | undefined;
  readonly onChange: (condition: RuleCondition) => void;
  readonly onRemove: () => void;
};

/** One condition of a row: a field, how it is compared, and with what. */
export function ConditionInputs({ schema, condition, name, error, onChange, onRemove }: Props) {
  const field = schema.fields.find((one) => one.name === condition.field) ?? schema.fields[0];
  if (!field) return null;
  const operators = operatorsOf(field.type).map((value) => ({ value, label: OPERATOR_WORDS[value] }));
  const chooseField = (next: string): void => {
    const chosen = schema.fields.find((one) => one.name === next);
    if (chosen) onChange(startOf(chosen));
  };
  return (
    <div className="condition" role="group" aria-label={name}>
      <Select
        aria-label={`Field of ${isolated(name)}`}
        data={schema.fields.map((one) => ({ value: one.name, label: isolated(one.title ?? one.name) }))}
        allowDeselect={false}
        value={field.name}
        onChange={(next) => next !== null && chooseField(next)}
      />
      <Select
        aria-label={`Comparison of ${isolated(name)}`}
        data={operators}
        allowDeselect={false}
        value={condition.operator}
        onChange={(operator) => operator !== null && onChange({ field: field.name, operator, ...operandOf(operator) })}
      />
      <Operand field={field} condition={condition} name={name} error={error} onChange={onChange} />
      <CloseButton size="lg" aria-label={`Remove ${isolated(name)}`} onClick={onRemove} />
    </div>
  );
}

/** A condition to begin with on a field. */
export function startOf(field: InputField): RuleCondition {
  const operator = operatorsOf(field.type)[0] ?? 'present';
  return { field: field.name, operator, ...operandOf(operator) };
}

const LISTS = new Set<RuleOperator>(['contains_any', 'one_of', 'none_of']);
const NUMBERS = new Set<RuleOperator>(['less', 'at_most', 'at_least', 'more', 'longer_than', 'shorter_than']);
const NONE = new Set<RuleOperator>(['true', 'false', 'missing', 'present']);

function operandOf(operator: RuleOperator): Pick<RuleCondition, 'value'> {
  if (NONE.has(operator)) return {};
  if (operator === 'between') return { value: [0, 1] };
  if (LISTS.has(operator)) return { value: [] };
  return { value: NUMBERS.has(operator) ? 0 : '' };
}

type OperandProps = Pick<Props, 'condition' | 'name' | 'error' | 'onChange'> & { readonly field: InputField };

function Operand({ field, condition, name, error, onChange }: OperandProps) {
  const { operator, value } = condition;
  const set = (next: RuleCondition['value']): void => onChange({ ...condition, value: next });
  const label = `Value of ${name}`;
  if (NONE.has(operator)) return <span />;
  if (operator === 'between') {
    const [lower = 0, upper = 0] = Array.isArray(value) ? value.map(Number) : [];
    return (
      <div className="pair-inline">
        <NumberField
          aria-label={`Lower bound of ${isolated(name)}`}
          value={lower}
          error={error}
          isNeeded
          onChange={(next) => set([next ?? Number.NaN, upper])}
        />
        <NumberField
          aria-label={`Upper bound of ${isolated(name)}`}
          value={upper}
          isNeeded
          onChange={(next) => set([lower, next ?? Number.NaN])}
        />
      </div>
    );
  }
  if (LISTS.has(operator))
    return (
      <TagsInput
        aria-label={label}
        placeholder="Enter adds one"
        data={field.type === 'category' ? (field.values ?? []) : []}
        value={Array.isArray(value) ? value.map(String) : []}
        error={error}
        onChange={set}
      />
    );
  if (field.type === 'number' || NUMBERS.has(operator))
    return (
      <NumberField
        aria-label={label}
        value={typeof value === 'number' ? value : null}
        error={error}
        isNeeded
        onChange={(next) => set(next ?? Number.NaN)}
      />
    );
  return (
    <TextInput
      aria-label={label}
      placeholder={field.type === 'date-time' ? '2026-01-31T12:00:00Z' : ''}
      value={typeof value === 'string' ? value : ''}
      error={error}
      onChange={(event) => set(event.currentTarget.value)}
    />
  );
}
