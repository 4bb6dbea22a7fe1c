import { useMutation, useQuery } from '@apollo/client/react';
import { LEVELS, type Level } from '@handrail/shared/ladder';
import {
  Alert,
  Button,
  Grid,
  Group,
  Kbd,
  NumberInput,
  Paper,
  Slider,
  Stack,
  Text,
  TextInput,
  Title,
  UnstyledButton,
} from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState, type FormEvent } from 'react';
import { two } from '../ui/format';
import {
  LevelSummaryDocument,
  MoveLadderDocument,
  PoliciesDocument,
  PolicyPreviewDocument,
  ProjectDocument,
  type PolicyPartsFragment,
  type PolicySettingsInput,
} from '../lib/generated/graphql';
import { can, useProject } from '../lib/session';
import { Hint } from '../ui/hint';
import { LEVEL_WORDS } from '../ui/ladder-level';
import { Failed, Loading } from '../ui/states';
import { ErrorCurve } from './error-curve';
import { LevelFigures } from './level-figures';
import { LogBook } from './log-book';
import { PreviewPanel } from './preview-panel';
import { messageOf } from '../lib/problem';

export function LadderPage() {
  const { policy } = useProject();
  if (!policy) return <Failed message="Your role does not include the ladder." />;
  return <LadderOf key={policy.version} policy={policy} />;
}

type Draft = { readonly level: Level; readonly globalThreshold: number; readonly auditRate: number };

function LadderOf({ policy }: { readonly policy: PolicyPartsFragment }) {
  const project = useProject();
  const { settings } = policy;
  const [draft, setDraft] = useState<Draft>({
    level: policy.level,
    globalThreshold: settings.globalThreshold,
    auditRate: settings.auditRate,
  });
  const isMoved =
    draft.level !== policy.level ||
    draft.globalThreshold !== settings.globalThreshold ||
    draft.auditRate !== settings.auditRate;
  const proposed: PolicySettingsInput = { ...inputOf(settings), ...draft };
  const preview = useQuery(PolicyPreviewDocument, {
    variables: { projectId: project.id, settings: proposed },
    skip: !isMoved,
    fetchPolicy: 'cache-first',
  });
  const isAdmin = can(project, 'policy:move');
  return (
    <Stack gap="lg">
      <Title order={1} size="h3">
        Ladder
      </Title>
      {isAdmin && (
        <Hint id="ladder">
          Choose another rung or drag the threshold: you see what it would have done before anything changes, and every
          move can be undone below.
        </Hint>
      )}
      <LevelFigures projectId={project.id} />
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 4 }}>
          <Rungs
            level={draft.level}
            isDisabled={!isAdmin}
            onMove={(level) => setDraft((before) => ({ ...before, level }))}
          />
          <Paper withBorder p="md" mt="md">
            <Text size="sm" fw={500} id="threshold">
              Threshold: the machine decides at {two(draft.globalThreshold)} or above
            </Text>
            <Slider
              mt="xs"
              mb="lg"
              min={0.5}
              max={1}
              step={0.01}
              disabled={!isAdmin}
              value={draft.globalThreshold}
              label={two}
              thumbLabel="Threshold"
              marks={[
                { value: 0.5, label: '0.50' },
                { value: settings.globalThreshold, label: 'now' },
                { value: 1, label: '1.00' },
              ]}
              onChange={(globalThreshold) => setDraft((before) => ({ ...before, globalThreshold }))}
            />
            <NumberInput
              label="Audit rate, in %"
              description="Share of the automated cases that a person checks blind"
              min={0}
              max={100}
              decimalScale={1}
              disabled={!isAdmin}
              maw={220}
              value={100 * draft.auditRate}
              onChange={(value) => setDraft((before) => ({ ...before, auditRate: Number(value) / 100 }))}
            />
          </Paper>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <ErrorCurve
            projectId={project.id}
            inForce={settings.globalThreshold}
            chosen={draft.globalThreshold}
            onChoose={isAdmin ? (globalThreshold) => setDraft((before) => ({ ...before, globalThreshold })) : undefined}
          />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          {!isMoved && (
            <Paper className="hatched" withBorder p="lg">
              <Text c="dimmed">
                Choose a rung or a threshold: here you will see what it would have done to the last 500 cases, before
                anything changes.
              </Text>
            </Paper>
          )}
          {isMoved && preview.error && (
            <Failed message={messageOf(preview.error)} onRetry={() => void preview.refetch()} />
          )}
          {isMoved && !preview.data && !preview.error && <Loading lines={4} />}
          {isMoved && preview.data && <PreviewPanel {...preview.data.policyPreview} />}
          {isMoved && isAdmin && (
            <MoveForm
              policy={policy}
              proposed={proposed}
              evidence={preview.data?.policyPreview}
              onReset={() =>
                setDraft({
                  level: policy.level,
                  globalThreshold: settings.globalThreshold,
                  auditRate: settings.auditRate,
                })
              }
            />
          )}
        </Grid.Col>
      </Grid>
      <LogBook projectId={project.id} inForce={policy.version} />
    </Stack>
  );
}

function Rungs({
  level,
  isDisabled,
  onMove,
}: {
  readonly level: Level;
  readonly isDisabled: boolean;
  readonly onMove: (level: Level) => void;
}) {
  const step = (by: number): void => {
    const next = LEVELS[LEVELS.indexOf(level) + by];
    if (!next) return;
    onMove(next);
    document.getElementById(`rung-${next}`)?.focus();
  };
  return (
    <Stack
      gap={6}
      role="radiogroup"
      aria-label="Automation level"
      onKeyDown={(event) => {
        if (isDisabled) return;
        if (event.key === 'ArrowUp' || event.key === 'ArrowRight') {
          event.preventDefault();
          step(1);
        }
        if (event.key === 'ArrowDown' || event.key === 'ArrowLeft') {
          event.preventDefault();
          step(-1);
        }
      }}
    >
      {[...LEVELS].reverse().map((rung) => (
        <UnstyledButton
          key={rung}
          id={`rung-${rung}`}
          className="rung"
          role="radio"
          aria-checked={rung === level}
          tabIndex={rung === level ? 0 : -1}
          disabled={isDisabled}
          onClick={() => onMove(rung)}
        >
          <Kbd aria-hidden>{LEVELS.indexOf(rung) + 1}</Kbd>
          <div>
            <Text fw={600} size="sm">
              {LEVEL_WORDS[rung].name}
            </Text>
            <Text size="xs" c="dimmed">
              {LEVEL_WORDS[rung].says}
            </Text>
          </div>
        </UnstyledButton>
      ))}
    </Stack>
  );
}

type MoveProps = {
  readonly policy: PolicyPartsFragment;
  readonly proposed: PolicySettingsInput;
  readonly evidence: unknown;
  readonly onReset: () => void;
};

function MoveForm({ policy, proposed, evidence, onReset }: MoveProps) {
  const project = useProject();
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [move, { loading }] = useMutation(MoveLadderDocument, {
    refetchQueries: [ProjectDocument, PoliciesDocument, LevelSummaryDocument],
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setProblem(null);
    move({
      variables: {
        input: { projectId: project.id, expectedVersion: policy.version, settings: proposed, reason, evidence },
      },
    }).then(
      ({ data }) => {
        if (data?.moveLadder.__typename === 'PolicyChangedMeanwhile') setProblem(data.moveLadder.message);
        else
          notifications.show({
            message: `Policy ${policy.version + 1} is in force. You can undo it in the log book below.`,
          });
      },
      (error: unknown) => setProblem(messageOf(error)),
    );
  };
  return (
    <Paper withBorder p="md" mt="md" component="form" onSubmit={submit}>
      <Stack gap="sm">
        {problem && (
          <Alert color="red" role="alert">
            {problem}
          </Alert>
        )}
        <TextInput
          label="Why?"
          description="Everyone sees it in the log book."
          required
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Group>
          <Button type="submit" loading={loading}>
            Put policy {policy.version + 1} in force
          </Button>
          <Button variant="subtle" onClick={onReset}>
            Leave it as it is
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}

/** What was read, as what is sent. */
function inputOf({ __typename, classThresholds, ...settings }: PolicyPartsFragment['settings']): PolicySettingsInput {
  return { ...settings, classThresholds: classThresholds.map(({ name, threshold }) => ({ name, threshold })) };
}
