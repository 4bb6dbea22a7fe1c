import { useMutation } from '@apollo/client/react';
import { LEVELS, levelRank } from '@handrail/shared/ladder';
import type { DeploymentCase } from '@handrail/shared/projects';
import { Button, Group, Paper, Radio, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useNavigate } from '../lib/router';
import { useState, type FormEvent } from 'react';
import {
  ProjectDocument,
  RolloutsDocument,
  StartRolloutDocument,
  type PolicyPartsFragment,
} from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { useProject } from '../lib/session';
import { Unread } from '../lib/unread';
import { AutomationNotice } from './automation-notice';
import { useKnownBefore } from './use-known-before';
import { LEVEL_WORDS } from '../ui/ladder-level';
import { Notice } from '../ui/notice';
import { GuardrailInputs } from './guardrail-inputs';
import {
  draftFor,
  expectedMinutes,
  hasBaseline,
  onRung,
  planSentence,
  problemsOf,
  startInputOf,
  warningOf,
  type PlanDraft,
} from './plan-draft';
import { StepInputs } from './step-inputs';
import { incumbentOf, minutesOf } from './words';
import { UserText } from '../ui/user-text';

type Props = {
  readonly policy: PolicyPartsFragment;
  readonly versions: readonly { readonly reference: string; readonly inForceAs: readonly string[] }[];
  readonly deploymentCase: DeploymentCase | null;
  readonly traffic: { readonly casesPerHour: number; readonly blindLabelsPerHour: number };
  readonly asked: string;
  /** The rolled-back rollout that is tried again. */
  readonly again: string | null;
};

/** Where a machine decides without a person. */
const AUTOMATING: ReadonlySet<string> = new Set(['PARTIAL_AUTOMATION', 'FULL_AUTOMATION']);
const MODES = [
  { value: 'CANARY', name: 'Canary', says: 'A growing share of subjects, step by step, while no guardrail fails.' },
  { value: 'BLUE_GREEN', name: 'Blue/green', says: 'Both run; one switch moves every case, and one moves it back.' },
] as const;

/** Who comes in, how, and under which guardrails; the plan says itself in a sentence while it is made. */
export function StartForm({ policy, versions, deploymentCase, traffic, asked, again: givenAgain }: Props) {
  const project = useProject();
  const navigate = useNavigate();
  const first = versions.find(({ reference }) => reference === asked) ?? versions[0];
  const [draft, setDraft] = useState<PlanDraft>(() =>
    draftFor(deploymentCase, first?.reference ?? '', policy.settings),
  );
  const [again, setAgain] = useState(givenAgain);
  const [problem, setProblem] = useState<string | null>(null);
  const [start, { loading }] = useMutation(StartRolloutDocument, {
    refetchQueries: [RolloutsDocument, ProjectDocument],
  });
  const change = (part: Partial<PlanDraft>): void => setDraft((before) => ({ ...before, ...part }));
  const { incumbent } = policy.settings;
  const problems = problemsOf(draft, policy.settings);
  const { known, query } = useKnownBefore(draft.challenger, incumbent ?? policy.settings.previousSystem);
  const warning = warningOf(draft, known?.disagreement);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setProblem(null);
    const input = startInputOf(draft, { projectId: project.id, expectedVersion: policy.version, again, incumbent });
    try {
      const { data } = await start({ variables: { input } });
      const result = data?.startRollout;
      if (result?.__typename === 'RolloutMoved')
        return void navigate({ to: `/p/${project.slug}/rollouts/${result.rollout.id}` });
      if (result?.__typename === 'RolledBackBefore') setAgain(result.rollout.id);
      if (result) setProblem(result.message);
    } catch (error) {
      setProblem(messageOf(error));
    }
  };
  const sentence = planSentence(draft);
  const minutes = draft.mode === 'CANARY' ? expectedMinutes(draft.steps, traffic) : null;
  return (
    <Stack component="form" gap="lg" onSubmit={(event: FormEvent) => void submit(event)}>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
        <Select
          label="Challenger: who comes in"
          description={`In force: ${incumbentOf(incumbent)}`}
          data={versions.map(({ reference, inForceAs }) => ({
            value: reference,
            label: inForceAs.length > 0 ? `${reference} (${inForceAs.join(', ')})` : reference,
          }))}
          allowDeselect={false}
          searchable
          value={draft.challenger}
          onChange={(challenger) => challenger && change({ challenger })}
        />
        <Select
          label="Its own rung"
          description={
            incumbent === null ? 'The project goes there with the rollout' : 'It can be lower than the project’s'
          }
          data={[
            { value: '', label: `The project’s: ${LEVEL_WORDS[policy.level].name}` },
            ...LEVELS.filter(
              (level) => levelRank(level) > 0 && (incumbent === null || levelRank(level) < levelRank(policy.level)),
            ).map((level) => ({ value: level, label: LEVEL_WORDS[level].name })),
          ]}
          allowDeselect={false}
          value={draft.challengerLevel ?? ''}
          onChange={(value) => setDraft((before) => onRung(before, LEVELS.find((level) => level === value) ?? null))}
        />
      </SimpleGrid>
      <Radio.Group
        label="How"
        value={draft.mode}
        onChange={(value) => change({ mode: value === 'BLUE_GREEN' ? 'BLUE_GREEN' : 'CANARY' })}
      >
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm" mt="xs">
          {MODES.map(({ value, name, says }) => (
            <Radio.Card key={value} value={value} p="md" withBorder aria-label={name}>
              <div className="choice">
                <Radio.Indicator />
                <div>
                  <Text fw={600}>{name}</Text>
                  <Text size="sm">{says}</Text>
                </div>
              </div>
            </Radio.Card>
          ))}
        </SimpleGrid>
      </Radio.Group>
      {draft.mode === 'CANARY' && <StepInputs steps={draft.steps} onChange={(steps) => change({ steps })} />}
      <GuardrailInputs
        guards={draft.guards}
        hasBaseline={hasBaseline(policy.settings)}
        onChange={(guards) => change({ guards })}
      />
      <Paper withBorder p="md" component="section" aria-label="The plan in words">
        <Text>
          <UserText text={sentence ?? 'The plan has numbers that cannot be read; the fields say which.'} />
        </Text>
        {(draft.challengerLevel ?? policy.level) === 'SHADOW' && (
          <Text size="sm" mt={4}>
            In Shadow it only predicts, and decides nothing: choose the rung that it is to have.
          </Text>
        )}
        {draft.mode === 'CANARY' && sentence !== null && (
          <Text size="sm" c="dimmed" mt={4}>
            {minutes === null
              ? 'At the present traffic it would never end: too few cases or blind labels come in.'
              : `At the present traffic it takes at least ${minutesOf(minutes)}, without the time until somebody approves.`}
          </Text>
        )}
      </Paper>
      {known && AUTOMATING.has(policy.level) && (
        <AutomationNotice
          {...known.automation}
          names={{ incumbent: incumbentOf(incumbent), challenger: draft.challenger }}
        />
      )}
      <Unread what="What is known of both machines" query={query} />
      {warning && (
        <Notice tone="bad" title="Known before it starts">
          {warning}
        </Notice>
      )}
      {problems.length > 0 && (
        <Notice tone="bad" title="It cannot start like this">
          {problems.map(({ at, says }) => `${at}: ${says}.`).join(' ')}
        </Notice>
      )}
      {problem && (
        <Notice tone="bad" title={again !== null && again !== givenAgain ? 'Rolled back before' : undefined}>
          {problem}
        </Notice>
      )}
      <Group align="flex-end">
        <TextInput
          label="Why?"
          description="Everyone sees it in the timeline and in History"
          required
          withAsterisk={false}
          miw={280}
          value={draft.reason}
          onChange={(event) => change({ reason: event.currentTarget.value })}
        />
        <Button type="submit" loading={loading} disabled={problems.length > 0}>
          {again === null ? 'Start the rollout' : 'Start it again all the same'}
        </Button>
      </Group>
    </Stack>
  );
}
