import { Checkbox, NumberInput, Stack, Table, Text, Title } from '@mantine/core';
import type { GuardDraft } from './plan-draft';
import { METRIC_WORDS } from './words';

type Props = { readonly guards: readonly GuardDraft[]; readonly onChange: (guards: readonly GuardDraft[]) => void };

/** What takes the challenger out, one metric a row. */
export function GuardrailInputs({ guards, onChange }: Props) {
  const set = (metric: GuardDraft['metric'], part: Partial<GuardDraft>): void =>
    onChange(guards.map((guard) => (guard.metric === metric ? { ...guard, ...part } : guard)));
  return (
    <Stack gap="xs">
      <Title order={2} size="h5">
        Guardrails
      </Title>
      <Table className="stack" verticalSpacing={4} aria-label="Guardrails">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>What is watched</Table.Th>
            <Table.Th>Fails when shown to be above</Table.Th>
            <Table.Th>Passes when shown to be below</Table.Th>
            <Table.Th>False alarms, over the whole</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {guards.map((guard) => {
            const { name, says } = METRIC_WORDS[guard.metric];
            const number = (label: string, field: 'worseThan' | 'atMost' | 'limit' | 'delta', suffix: string) => (
              <NumberInput
                aria-label={`${name}: ${label}`}
                hideControls
                w={168}
                min={0}
                suffix={suffix}
                disabled={!guard.isOn}
                value={field === 'delta' ? 100 * guard.delta : guard[field]}
                onChange={(value) =>
                  typeof value === 'number' && set(guard.metric, { [field]: field === 'delta' ? value / 100 : value })
                }
              />
            );
            const isLimit = guard.metric === 'DISAGREEMENT';
            return (
              <Table.Tr key={guard.metric}>
                <Table.Td data-main>
                  <Checkbox
                    label={name}
                    checked={guard.isOn}
                    onChange={(event) => set(guard.metric, { isOn: event.currentTarget.checked })}
                  />
                  <Text size="xs" c="dimmed">
                    {says}
                  </Text>
                </Table.Td>
                <Table.Td data-label="Fails above">
                  {isLimit
                    ? number('limit', 'limit', ' % of cases')
                    : number('fails above', 'worseThan', ' × incumbent')}
                </Table.Td>
                <Table.Td data-label="Passes below">
                  {isLimit ? <Text size="sm">the same</Text> : number('passes below', 'atMost', ' × incumbent')}
                </Table.Td>
                <Table.Td data-label="False alarms">{number('chance of a false alarm', 'delta', ' %')}</Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </Stack>
  );
}
