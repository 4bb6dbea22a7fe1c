import { useMutation } from '@apollo/client/react';
import { outputSchemaSchema } from '@handrail/shared/schema';
import { Button, Group, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState, type FormEvent } from 'react';
import { MoveLadderDocument, ProjectDocument, type PolicyPartsFragment } from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { can, useProject } from '../lib/session';
import { Notice } from '../ui/notice';
import { NumberField } from '../ui/number-field';
import { isolated } from '../ui/visible-text';

type Fallback = { readonly kind: 'human' | 'system' | 'default'; readonly value?: unknown };

/** How long a machine may take and what happens past it: both stand in the policy, so a change is a new version of it. */
export function BudgetForm() {
  const { policy } = useProject();
  return policy ? <BudgetOf key={policy.version} policy={policy} /> : null;
}

function BudgetOf({ policy }: { readonly policy: PolicyPartsFragment }) {
  const project = useProject();
  const isAdmin = can(project, 'policy:move');
  const stored = policy.settings.fallback as Fallback;
  const [budgetMs, setBudget] = useState<number | null>(policy.settings.latencyBudgetMs);
  const [fallback, setFallback] = useState(keyOf(stored));
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [move, { loading }] = useMutation(MoveLadderDocument, { refetchQueries: [ProjectDocument] });
  const isChanged = budgetMs !== policy.settings.latencyBudgetMs || fallback !== keyOf(stored);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setProblem(null);
    const { __typename: _type, classThresholds, ...rest } = policy.settings;
    const settings = {
      ...rest,
      classThresholds: classThresholds.map(({ name, threshold }) => ({ name, threshold })),
      latencyBudgetMs: Number(budgetMs),
      fallback: fallbackOf(fallback),
    };
    const input = { projectId: project.id, expectedVersion: policy.version, settings, reason };
    try {
      const { data } = await move({ variables: { input } });
      if (data?.moveLadder.__typename === 'PolicyChangedMeanwhile') setProblem(data.moveLadder.message);
      else notifications.show({ message: `Policy ${policy.version + 1} is in force.` });
    } catch (failure) {
      setProblem(messageOf(failure));
    }
  };
  return (
    <Stack component="form" gap="sm" onSubmit={(event: FormEvent) => void submit(event)}>
      <Title order={2} size="h5">
        Latency budget
      </Title>
      <Text size="sm">{pastIt(policy.level)}</Text>
      <Group align="flex-end" gap="sm">
        <NumberField
          label="A machine may take, at most"
          description="Milliseconds"
          min={1}
          max={600000}
          isWhole
          isNeeded
          disabled={!isAdmin}
          value={budgetMs}
          onChange={setBudget}
        />
        <Select
          label="At Full automation, past it"
          description="Or when the machine fails otherwise"
          miw={260}
          data={choicesOf(project.outputSchema, policy.settings.previousSystem !== null, stored)}
          allowDeselect={false}
          disabled={!isAdmin}
          value={fallback}
          onChange={(value) => value && setFallback(value)}
        />
      </Group>
      {problem && <Notice tone="bad">{problem}</Notice>}
      {isAdmin && isChanged && (
        <Group align="flex-end">
          <TextInput
            label="Why?"
            required
            withAsterisk={false}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Button type="submit" loading={loading}>
            Apply
          </Button>
        </Group>
      )}
    </Stack>
  );
}

/** What happens to an answer past the budget, at the level in force. */
function pastIt(level: PolicyPartsFragment['level']): string {
  switch (level) {
    case 'HUMAN_ONLY':
      return 'At Human only no machine runs, so no answer is late.';
    case 'SHADOW':
    case 'AI_ASSISTANCE':
      return 'An answer past the budget counts as none; whoever decides now does so anyway.';
    case 'PARTIAL_AUTOMATION':
      return 'An answer past the budget is as good as none: the case goes to a person.';
    case 'FULL_AUTOMATION':
      return 'An answer past the budget is as good as none: the case goes where the fallback says.';
  }
}

function keyOf({ kind, value }: Fallback): string {
  return kind === 'default' ? `default:${JSON.stringify(value)}` : kind;
}

function fallbackOf(key: string): Fallback {
  if (key.startsWith('default:'))
    return { kind: 'default', value: JSON.parse(key.slice('default:'.length)) as unknown };
  return { kind: key === 'system' ? 'system' : 'human' };
}

function choicesOf(outputSchema: unknown, hasSystem: boolean, stored: Fallback): { value: string; label: string }[] {
  const output = outputSchemaSchema.parse(outputSchema);
  const labels = output.kind === 'label' ? output.labels : [];
  const choices = [
    { value: 'human', label: 'a person decides' },
    ...(hasSystem || stored.kind === 'system' ? [{ value: 'system', label: 'the previous system decides' }] : []),
    ...labels.map(({ value, title }) => ({
      value: keyOf({ kind: 'default', value }),
      label: `the answer is “${isolated(title ?? value)}”`,
    })),
  ];
  const own = keyOf(stored);
  return choices.some(({ value }) => value === own)
    ? choices
    : [...choices, { value: own, label: `the answer is ${isolated(JSON.stringify(stored.value))}` }];
}
