import type { RuleRow } from '@handrail/shared/deciders';
import type { InputSchema, OutputSchema } from '@handrail/shared/schema';
import { ActionIcon, Button, Group, Paper, Stack, Text, TextInput } from '@mantine/core';
import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { NumberField } from '../ui/number-field';
import { AnswerInput } from './answer-input';
import { ConditionInputs, startOf } from './condition-inputs';
import { isolated } from '../ui/visible-text';

export type RowProps = {
  readonly row: RuleRow;
  readonly at: number;
  readonly last: number;
  /** What is wrong at a pointer below this row. */
  readonly errorAt: (pointer: string) => string | undefined;
  readonly schemas: { readonly inputSchema: InputSchema; readonly outputSchema: OutputSchema };
  /** A previous system has no confidence. */
  readonly hasConfidence: boolean;
  /** What it caught on the last cases, in words. */
  readonly tally?: string | undefined;
  readonly onChange: (row: RuleRow) => void;
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
};

/** One row of a decision table. Alt and an arrow moves it; so do its buttons. */
export function RuleRowInputs(props: RowProps) {
  const { row, at, errorAt, schemas, onChange, onMove } = props;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    onMove(event.key === 'ArrowUp' ? -1 : 1);
  };
  const name = `row ${at + 1}`;
  const setWhen = (when: RuleRow['when']): void => onChange({ ...row, when });
  const add = (): void => {
    const [field] = schemas.inputSchema.fields;
    if (field) setWhen([...row.when, startOf(field)]);
  };
  return (
    <Paper withBorder p="sm" component="li" aria-label={`Row ${at + 1}`} onKeyDown={onKeyDown}>
      <Stack gap="xs">
        <RowHead {...props} />
        {row.when.length === 0 && <Text size="sm">Always holds: rows below are never reached.</Text>}
        {row.when.map((condition, place) => (
          <ConditionInputs
            key={place}
            schema={schemas.inputSchema}
            condition={condition}
            name={`condition ${place + 1} of ${name}`}
            error={errorAt(`/when/${place}`)}
            onChange={(next) => setWhen(row.when.map((one, index) => (index === place ? next : one)))}
            onRemove={() => setWhen(row.when.filter((_, index) => index !== place))}
          />
        ))}
        <Button variant="subtle" size="xs" className="start" onClick={add}>
          {row.when.length === 0 ? 'When …' : 'And when …'}
        </Button>
        <RowAnswer {...props} />
      </Stack>
    </Paper>
  );
}

function RowHead({ row, at, last, tally, onChange, onMove, onRemove }: RowProps) {
  const name = `row ${at + 1}`;
  return (
    <Group gap="xs" wrap="nowrap">
      <Text fw={600} miw={24}>
        {at + 1}
      </Text>
      <TextInput
        aria-label={`Note on ${isolated(name)}`}
        placeholder="What this row is for"
        variant="unstyled"
        flex={1}
        value={row.note}
        onChange={(event) => onChange({ ...row, note: event.currentTarget.value })}
      />
      {tally && (
        <Text size="sm" c="dimmed" className="wide-only">
          {tally}
        </Text>
      )}
      <ActionIcon
        variant="subtle"
        size="lg"
        aria-label={`Move ${isolated(name)} up`}
        disabled={at === 0}
        onClick={() => onMove(-1)}
      >
        <ArrowUp size={16} aria-hidden />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        size="lg"
        aria-label={`Move ${isolated(name)} down`}
        disabled={at === last}
        onClick={() => onMove(1)}
      >
        <ArrowDown size={16} aria-hidden />
      </ActionIcon>
      <ActionIcon variant="subtle" size="lg" aria-label={`Delete ${isolated(name)}`} onClick={onRemove}>
        <Trash2 size={16} aria-hidden />
      </ActionIcon>
    </Group>
  );
}

function RowAnswer({ row, at, errorAt, schemas, hasConfidence, onChange }: RowProps) {
  const { value, confidence } = row.then;
  return (
    <div className="trio">
      <AnswerInput
        schema={schemas.outputSchema}
        label={`Row ${at + 1} answers`}
        value={value}
        error={errorAt('/then')}
        onChange={(next) => onChange({ ...row, then: { ...row.then, value: next } })}
      />
      {hasConfidence && (
        <ConfidenceInput
          label={`Confidence of row ${at + 1}`}
          value={confidence}
          onChange={(next) => onChange({ ...row, then: next === undefined ? { value } : { value, confidence: next } })}
        />
      )}
    </div>
  );
}

/** Left empty, a model’s case goes to a person. */
export function ConfidenceInput({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: number | undefined;
  readonly onChange: (value: number | undefined) => void;
}) {
  return (
    <NumberField
      label={label}
      placeholder="none: to a person"
      min={0}
      max={1}
      step={0.01}
      value={value ?? null}
      onChange={(next) => onChange(next ?? undefined)}
    />
  );
}
