import { ActionIcon, Button, Checkbox, Group, Stack, Table, Title, VisuallyHidden } from '@mantine/core';
import { Trash2 } from 'lucide-react';
import { NumberField } from '../ui/number-field';
import type { StepDraft } from './plan-draft';

type Props = { readonly steps: readonly StepDraft[]; readonly onChange: (steps: readonly StepDraft[]) => void };

/** The steps of a canary, each with its share and what has to be there before the next. */
export function StepInputs({ steps, onChange }: Props) {
  const set = (key: number, part: Partial<StepDraft>): void =>
    onChange(steps.map((step) => (step.key === key ? { ...step, ...part } : step)));
  const add = (): void => {
    const key = Math.max(-1, ...steps.map((step) => step.key)) + 1;
    const last = steps.at(-1);
    const before = steps.at(-2)?.share ?? 0;
    const share = Math.round(((before + (last?.share ?? 100)) / 2) * 10) / 10;
    const more = { key, share, minutes: 60, cases: 200, labels: 20, approval: false };
    onChange(last ? [...steps.slice(0, -1), more, last] : [{ ...more, share: 100 }]);
  };
  return (
    <Stack gap="xs">
      <Title order={2} size="h5">
        Steps
      </Title>
      <Table className="stack" verticalSpacing={4} aria-label="Steps">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Step</Table.Th>
            <Table.Th>Share (%)</Table.Th>
            <Table.Th>Minutes</Table.Th>
            <Table.Th>Cases</Table.Th>
            <Table.Th>Blind labels</Table.Th>
            <Table.Th>Approval</Table.Th>
            <Table.Th>
              <VisuallyHidden>What can be done</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {steps.map((step, index) => (
            <Table.Tr key={step.key}>
              <Table.Td data-main>{index + 1}</Table.Td>
              <Table.Td data-label="Share (%)">
                <NumberField
                  aria-label={`Share of step ${index + 1}, per cent`}
                  w={90}
                  value={step.share}
                  onChange={(share) => set(step.key, { share })}
                />
              </Table.Td>
              {(['minutes', 'cases', 'labels'] as const).map((field) => (
                <Table.Td
                  key={field}
                  data-label={{ minutes: 'Minutes', cases: 'Cases', labels: 'Blind labels' }[field]}
                >
                  <NumberField
                    aria-label={`At least ${field === 'labels' ? 'blind labels' : field} in step ${index + 1}`}
                    w={90}
                    min={0}
                    isWhole
                    isNeeded
                    value={step[field]}
                    onChange={(value) => set(step.key, { [field]: value ?? Number.NaN })}
                  />
                </Table.Td>
              ))}
              <Table.Td data-label="Approval">
                <Checkbox
                  label="Somebody approves"
                  aria-label={`Somebody approves leaving step ${index + 1}`}
                  checked={step.approval}
                  onChange={(event) => set(step.key, { approval: event.currentTarget.checked })}
                />
              </Table.Td>
              <Table.Td data-label="">
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size="lg"
                  aria-label={`Remove step ${index + 1}`}
                  disabled={steps.length === 1}
                  onClick={() => onChange(steps.filter(({ key }) => key !== step.key))}
                >
                  <Trash2 size={16} aria-hidden />
                </ActionIcon>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Group>
        <Button size="sm" variant="default" disabled={steps.length >= 20} onClick={add}>
          Another step
        </Button>
      </Group>
    </Stack>
  );
}
