import type { OutputSchema } from '@handrail/shared/schema';
import { Stack, Text, Textarea } from '@mantine/core';
import type { RefObject } from 'react';
import { lazily } from '../ui/lazily';
import { LabelButtons } from './label-buttons';

/** Where answers are numbers; nobody else loads it. */
export const NumberAnswer = lazily(async () => (await import('../ui/number-field')).NumberField);

type Props = {
  readonly schema: OutputSchema;
  readonly value: unknown;
  readonly suggestion?: unknown;
  readonly isDisabled: boolean;
  readonly fieldRef: RefObject<HTMLTextAreaElement | HTMLInputElement | null>;
  readonly onChange: (value: unknown) => void;
  readonly onChoose: (label: string) => void;
};
type NumberSchema = Extract<OutputSchema, { kind: 'number' }>;
type ManySchema = Extract<OutputSchema, { kind: 'labels' }>;

/** What can be answered: labels by their keys, or a field for a number or text. */
export function AnswerForm({ schema, value, suggestion, isDisabled, fieldRef, onChange, onChoose }: Props) {
  if (schema.kind === 'text') {
    return (
      <Textarea
        ref={fieldRef as RefObject<HTMLTextAreaElement | null>}
        dir="auto"
        label="Your answer"
        description="Enter goes in, Esc leaves, Ctrl/⌘ Enter submits"
        autosize
        minRows={2}
        maxRows={8}
        maxLength={schema.maxLength}
        value={typeof value === 'string' ? value : ''}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  if (schema.kind === 'number') {
    return (
      <NumberAnswer
        ref={fieldRef as RefObject<HTMLInputElement | null>}
        label="Your answer"
        description={`${boundsOf(schema)}; type it, Enter submits`}
        maw={320}
        size="md"
        isWhole={schema.integer}
        min={schema.minimum}
        max={schema.maximum}
        unit={schema.unit}
        value={typeof value === 'number' ? value : typeof value === 'string' ? Number.NaN : null}
        text={typeof value === 'string' ? value : undefined}
        // What cannot be read is kept as it was typed, and is no answer.
        onChange={(next, text) => onChange(Number.isNaN(next) ? text : (next ?? undefined))}
      />
    );
  }
  return (
    <Stack gap={6}>
      {schema.kind === 'labels' && (
        <Text size="sm" c="dimmed">
          {howMany(schema)}, then Enter
        </Text>
      )}
      <LabelButtons
        labels={schema.labels}
        chosen={Array.isArray(value) ? value : [value]}
        suggested={Array.isArray(suggestion) ? suggestion : [suggestion]}
        isDisabled={isDisabled}
        filterRef={fieldRef as RefObject<HTMLInputElement | null>}
        onChoose={onChoose}
      />
    </Stack>
  );
}

function boundsOf({ minimum, maximum, integer }: NumberSchema): string {
  const what = integer ? 'A whole number' : 'A number';
  if (minimum !== undefined && maximum !== undefined) return `${what} from ${minimum} to ${maximum}`;
  if (minimum !== undefined) return `${what} of at least ${minimum}`;
  return maximum === undefined ? what : `${what} of at most ${maximum}`;
}

function howMany({ minimum, maximum }: ManySchema): string {
  if (minimum > 0 && maximum !== undefined) return `Choose ${minimum} to ${maximum}`;
  if (maximum !== undefined) return `Choose at most ${maximum}`;
  return minimum > 0 ? `Choose at least ${minimum}` : 'Choose all that apply, or none';
}
