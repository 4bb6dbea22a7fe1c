import { Grid, Paper, Stack, Text } from '@mantine/core';
import type { PolicyPartsFragment } from '../lib/generated/graphql';
import { fieldErrorsOf, messageOf } from '../lib/problem';
import { can, useProject } from '../lib/session';
import { Hint } from '../ui/hint';
import { unitOf } from '../ui/number-answers';
import { Page } from '../ui/page';
import { Failed, Loading } from '../ui/states';
import { ChangedMeanwhile } from './changed-meanwhile';
import { ErrorCurve } from './error-curve';
import { LevelFigures } from './level-figures';
import { LogBook } from './log-book';
import { MachineOnDuty } from './machine-on-duty';
import { MoveForm } from './move-form';
import { PreviewPanel } from './preview-panel';
import { Rungs } from './rungs';
import { ThresholdsPanel } from './thresholds-panel';
import { useDraft } from './use-draft';
import { usePreview } from './use-preview';

export function LadderPage() {
  const { policy } = useProject();
  if (!policy) return <Failed message="Your role does not include the ladder." />;
  return <LadderOf policy={policy} />;
}

function LadderOf({ policy }: { readonly policy: PolicyPartsFragment }) {
  const project = useProject();
  const { base, draft, isMoved, newer, proposed, change, reset, goOnFrom } = useDraft(policy);
  const preview = usePreview(project.id, proposed, isMoved);
  const shown = (preview.data ?? preview.previousData)?.policyPreview;
  const unheard = preview.data?.policyPreview.unheard ?? [];
  const isPreviewed = isMoved && !preview.error;
  const isAdmin = can(project, 'policy:move');
  return (
    <Page title="Ladder" of={project.name}>
      {isAdmin && (
        <Hint id="ladder">
          Drag the handle to another rung or move the threshold: you see what would happen before anything changes, and
          every move can be undone below.
        </Hint>
      )}
      <MachineOnDuty policy={policy} />
      <LevelFigures projectId={project.id} />
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 4 }}>
          <Rungs
            level={draft.level}
            inForce={policy.level}
            isDisabled={!isAdmin}
            onMove={(level) => change({ level })}
          />
          <ThresholdsPanel
            draft={draft}
            inForce={policy.settings.globalThreshold}
            isDisabled={!isAdmin}
            onChange={change}
          />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <ErrorCurve
            projectId={project.id}
            inForce={policy.settings.globalThreshold}
            chosen={draft.globalThreshold}
            settings={isMoved ? proposed : null}
            left={preview.data?.policyPreview.proposed.unknown ?? 0}
            onChoose={isAdmin ? (globalThreshold) => change({ globalThreshold }) : undefined}
          />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <Stack gap="md">
            {newer && (
              <ChangedMeanwhile
                policy={newer}
                onKeep={() => goOnFrom(newer, true)}
                onTake={() => goOnFrom(newer, false)}
              />
            )}
            {!isMoved && (
              <Paper withBorder p="lg" className="quiet">
                <Text size="sm" c="dimmed">
                  {isAdmin
                    ? 'Choose a rung or a threshold: here you will see what would happen to the last 500 cases, before anything changes.'
                    : 'An admin of the project moves the ladder; you see where it stands and what it did.'}
                </Text>
              </Paper>
            )}
            {isMoved && preview.error && (
              <Failed message={whyNotShown(preview.error)} onRetry={() => void preview.refetch()} />
            )}
            {isPreviewed && !shown && <Loading lines={4} />}
            {isPreviewed && shown && (
              <PreviewPanel {...shown} isStale={preview.data === undefined} {...unitOf(project.outputSchema)} />
            )}
            {isMoved && isAdmin && (
              <MoveForm
                base={base}
                proposed={proposed}
                evidence={preview.data?.policyPreview}
                unheard={unheard}
                isHeld={newer !== null || fieldErrorsOf(preview.error).length > 0}
                onMoved={(moved) => goOnFrom(moved, false)}
                onReset={reset}
              />
            )}
          </Stack>
        </Grid.Col>
      </Grid>
      <LogBook projectId={project.id} inForce={policy} />
    </Page>
  );
}

/** What is wrong with the choice by its fields, or why nothing came. */
function whyNotShown(error: unknown): string {
  const fields = fieldErrorsOf(error).map(({ pointer, detail }) => `${pointer.split('/').at(-1) ?? ''} ${detail}`);
  return [messageOf(error), ...fields].join(' ');
}
