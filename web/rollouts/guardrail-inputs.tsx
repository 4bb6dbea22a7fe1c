import { Checkbox, Stack, Table, Text, Title } from '@mantine/core';
import { NumberField } from '../ui/number-field';
import { LIMITED, type GuardDraft } from './plan-draft';
import { METRIC_WORDS } from './words';
import { isolated } from '../ui/visible-text';

type Props = {
  readonly guards: readonly GuardDraft[];
  /** False where people alone decide: nothing can be compared with them. */
  readonly hasBaseline: boolean;
  readonly onChange: (guards: readonly GuardDraft[]) => void;
};

/** What takes the challenger out, one metric a row. */
export function GuardrailInputs({ guards, hasBaseline, onChange }: Props) {
  return (
    <Stack gap="xs">
      <Title order={2} size="h5">
        Guardrails
      </Title>
      {!hasBaseline && (
        <Text size="sm">
          People alone decide now, so wrong and missing answers cannot be compared with anybody’s: they fail above a
          limit of their own.
        </Text>
      )}
      <Table className="stack" verticalSpacing={4} aria-label="Guardrails">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>What is watched</Table.Th>
            <Table.Th>Fails when shown to be above</Table.Th>
            <Table.Th>Passes when shown to be below</Table.Th>
            <Table.Th>Limit of its own</Table.Th>
            <Table.Th>False alarms, over the whole</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {guards.map((guard) => (
            <GuardRow
              key={guard.metric}
              guard={guard}
              isCompared={guard.metric !== 'DISAGREEMENT' && (hasBaseline || !LIMITED.has(guard.metric))}
              onChange={(next) => onChange(guards.map((one) => (one.metric === next.metric ? next : one)))}
            />
          ))}
        </Table.Tbody>
      </Table>
    </Stack>
  );
}

type RowProps = {
  readonly guard: GuardDraft;
  /** Whether there is an incumbent's rate to hold it against. */
  readonly isCompared: boolean;
  readonly onChange: (guard: GuardDraft) => void;
};

type NumberOf = 'worseThan' | 'atMost' | 'limit' | 'withinMs' | 'delta';

function GuardRow({ guard, isCompared, onChange }: RowProps) {
  const { name, says } = METRIC_WORDS[guard.metric];
  const number = (label: string, field: NumberOf, suffix: string) => {
    return (
      <NumberField
        aria-label={`${isolated(name)}: ${isolated(label)}`}
        w={176}
        min={0}
        unit={suffix}
        isNeeded={field !== 'limit' && field !== 'withinMs'}
        placeholder={field === 'withinMs' ? 'latency budget' : 'none'}
        disabled={!guard.isOn}
        times={field === 'delta' ? 100 : 1}
        value={guard[field]}
        onChange={(next) => onChange({ ...guard, [field]: next })}
      />
    );
  };
  return (
    <Table.Tr>
      <Table.Td data-main>
        <Checkbox
          label={name}
          checked={guard.isOn}
          onChange={(event) => onChange({ ...guard, isOn: event.currentTarget.checked })}
        />
        <Text size="xs" c="dimmed">
          {says}
        </Text>
      </Table.Td>
      <Table.Td data-label="Fails above">
        {isCompared ? number('fails above', 'worseThan', ' × incumbent') : '–'}
      </Table.Td>
      <Table.Td data-label="Passes below">
        {isCompared ? number('passes below', 'atMost', ' × incumbent') : '–'}
      </Table.Td>
      <Table.Td data-label="Of its own">
        {LIMITED.has(guard.metric) && number('limit', 'limit', ' % of cases')}
        {guard.metric === 'LATENCY' && number('never slow within', 'withinMs', ' ms')}
        {!LIMITED.has(guard.metric) && guard.metric !== 'LATENCY' && '–'}
      </Table.Td>
      <Table.Td data-label="False alarms">{number('chance of a false alarm', 'delta', ' %')}</Table.Td>
    </Table.Tr>
  );
}
