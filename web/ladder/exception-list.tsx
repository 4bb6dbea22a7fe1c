import { useQuery } from '@apollo/client/react';
import { Autocomplete, Button, CloseButton, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { DecisionChoicesDocument } from '../lib/generated/graphql';
import { useProject } from '../lib/session';
import { Unread } from '../lib/unread';
import { thresholdText } from '../ui/format';
import { NumberField } from '../ui/number-field';
import { nameOf, type Exception } from './exceptions';
import { UserText } from '../ui/user-text';

type Props = {
  readonly exceptions: readonly Exception[];
  /** The classes that can have their own threshold. */
  readonly labels: readonly string[];
  readonly isDisabled: boolean;
  readonly onChange: (exceptions: readonly Exception[]) => void;
};

/** Where another threshold holds: for a class, a segment, or a class of a segment. */
export function ExceptionList({ exceptions, labels, isDisabled, onChange }: Props) {
  const [isAdding, setAdding] = useState(false);
  return (
    <Stack gap={4} mt="sm" role="group" aria-label="Thresholds of their own">
      {exceptions.length === 0 && (
        <Text size="xs" c="dimmed">
          The same for every class and segment.
        </Text>
      )}
      {exceptions.map((exception) => (
        <Group key={nameOf(exception)} justify="space-between" wrap="nowrap" gap="xs">
          <Text size="sm">
            <b>{thresholdText(exception.threshold)}</b> for <UserText text={nameOf(exception)} />
          </Text>
          {!isDisabled && (
            <CloseButton
              size="md"
              aria-label={`Remove the threshold for ${nameOf(exception)}`}
              onClick={() => onChange(exceptions.filter((one) => one !== exception))}
            />
          )}
        </Group>
      ))}
      {!isDisabled && !isAdding && (
        <Group>
          <Button size="xs" variant="default" onClick={() => setAdding(true)}>
            Another threshold for …
          </Button>
        </Group>
      )}
      {isAdding && (
        <NewException
          labels={labels}
          onAdd={(exception) => {
            setAdding(false);
            onChange([...exceptions.filter((one) => nameOf(one) !== nameOf(exception)), exception]);
          }}
          onStay={() => setAdding(false)}
        />
      )}
    </Stack>
  );
}

type NewProps = {
  readonly labels: readonly string[];
  readonly onAdd: (exception: Exception) => void;
  readonly onStay: () => void;
};

function NewException({ labels, onAdd, onStay }: NewProps) {
  const choices = useQuery(DecisionChoicesDocument, { variables: { projectId: useProject().id } });
  const segments = choices.data?.decisionChoices.segments ?? [];
  const [label, setLabel] = useState('');
  const [segment, setSegment] = useState('');
  const [threshold, setThreshold] = useState(0.95);
  const isKnown = label === '' || labels.includes(label);
  const isComplete = threshold >= 0 && threshold <= 1 && isKnown && (label !== '' || segment.trim() !== '');
  const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());
  return (
    <Stack gap="xs">
      {labels.length > 0 && (
        <Autocomplete
          label="Class"
          placeholder="Every class"
          data={[...labels]}
          error={isKnown ? null : 'Not a label of this project'}
          value={label}
          onChange={setLabel}
        />
      )}
      <Unread what="The segments to choose from" query={choices} />
      <Autocomplete
        label="Segment"
        placeholder="Every segment"
        description="One that cases have come with"
        data={[...segments]}
        value={segment}
        onChange={setSegment}
      />
      <NumberField
        label="Its threshold"
        min={0}
        max={1}
        step={0.01}
        decimals={2}
        value={threshold}
        isNeeded
        onChange={(value) => setThreshold(value ?? Number.NaN)}
      />
      <Group gap="xs">
        <Button
          size="xs"
          disabled={!isComplete}
          onClick={() => onAdd({ label: orNull(label), segment: orNull(segment), threshold })}
        >
          Add it to the choice
        </Button>
        <Button size="xs" variant="subtle" onClick={onStay}>
          Cancel
        </Button>
      </Group>
    </Stack>
  );
}
