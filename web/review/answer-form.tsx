import type { OutputSchema } from '@handrail/shared/schema';
import { Button, Group, Kbd, NumberInput, Text, Textarea } from '@mantine/core';
import { Sparkles } from 'lucide-react';
import type { RefObject } from 'react';
import { hintOf } from './review-keys';

type Props = {
  readonly schema: OutputSchema;
  readonly value: unknown;
  readonly suggestion?: unknown;
  readonly isBusy: boolean;
  readonly fieldRef: RefObject<HTMLTextAreaElement | HTMLInputElement | null>;
  readonly onChange: (value: unknown) => void;
  readonly onChoose: (label: string) => void;
};

/** What can be answered: a button a label with its key on it, or a field for a number or text. */
export function AnswerForm({ schema, value, suggestion, isBusy, fieldRef, onChange, onChoose }: Props) {
  if (schema.kind === 'text') {
    return (
      <Textarea
        ref={fieldRef as RefObject<HTMLTextAreaElement | null>}
        label="Your answer"
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
      <NumberInput
        ref={fieldRef as RefObject<HTMLInputElement | null>}
        label="Your answer"
        maw={240}
        allowDecimal={!schema.integer}
        clampBehavior="none"
        value={typeof value === 'number' ? value : ''}
        suffix={schema.unit ? ` ${schema.unit}` : ''}
        onChange={(next) => onChange(next === '' ? undefined : Number(next))}
      />
    );
  }
  const chosen = Array.isArray(value) ? value : [value];
  return (
    <Group gap="sm" role="group" aria-label="Answers">
      {schema.labels.map((label, index) => {
        const hint = hintOf(index);
        return (
          <Button
            key={label.value}
            size="md"
            mih={44}
            disabled={isBusy}
            variant={chosen.includes(label.value) ? 'filled' : 'default'}
            aria-pressed={chosen.includes(label.value)}
            title={label.description}
            onClick={() => onChoose(label.value)}
            leftSection={hint ? <Kbd aria-hidden>{hint}</Kbd> : undefined}
            rightSection={
              suggestion === label.value ? <Sparkles size={16} aria-label="suggested by the machine" /> : undefined
            }
          >
            {label.title ?? label.value}
          </Button>
        );
      })}
      {schema.kind === 'labels' && (
        <Text size="sm" c="dimmed">
          Choose all that apply, then Enter.
        </Text>
      )}
    </Group>
  );
}
