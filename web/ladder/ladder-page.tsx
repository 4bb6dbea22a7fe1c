import { Grid, Paper, Stack, Text } from '@mantine/core';
import type { PolicyPartsFragment } from '../lib/generated/graphql';
import { fieldErrorsOf, messageOf } from '../lib/problem';
import { can, useProject } from '../lib/session';
import { Hint } from '../ui/hint';
import { unitOf } from '../ui/number-answers';
import { Notice } from '../ui/notice';
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
import { useDraft, type Draft } from './use-draft';
import { usePreview } from './use-preview';

export function LadderPage() {
  const { policy } = useProject();
  if (!policy) return <Failed message="Your role does not include the ladder." />;
  return <LadderOf policy={policy} />;
}

function LadderOf({ policy }: { readonly policy: PolicyPartsFragment }) {
  const project = useProject();
  const { base, draft, isMoved, newer, proposed, change, reset, goOnFrom } = useDraft(policy);
  const unreadable = unreadableIn(draft);
  const isWhole = isMoved && unreadable.length === 0;
  const preview = usePreview(project.id, proposed, isWhole);
  const unheard = preview.data?.policyPreview.unheard ?? [];
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
            chosen={Number.isNaN(draft.globalThreshold) ? policy.settings.globalThreshold : draft.globalThreshold}
            settings={isWhole ? proposed : null}
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
            {!isMoved && <NothingChosen isAdmin={isAdmin} />}
            {unreadable.length > 0 && <Unreadable names={unreadable} />}
            {isWhole && <Previewed preview={preview} />}
            {isMoved && isAdmin && (
              <MoveForm
                base={base}
                proposed={proposed}
                evidence={preview.data?.policyPreview}
                unheard={unheard}
                isHeld={newer !== null || !isWhole || fieldErrorsOf(preview.error).length > 0}
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

/** What would happen, or why that cannot be said. */
function Previewed({ preview }: { readonly preview: ReturnType<typeof usePreview> }) {
  const project = useProject();
  if (preview.error) return <Failed message={whyNotShown(preview.error)} onRetry={() => void preview.refetch()} />;
  const shown = (preview.data ?? preview.previousData)?.policyPreview;
  if (!shown) return <Loading lines={4} />;
  return <PreviewPanel {...shown} isStale={preview.data === undefined} {...unitOf(project.outputSchema)} />;
}

function NothingChosen({ isAdmin }: { readonly isAdmin: boolean }) {
  return (
    <Paper withBorder p="lg" className="quiet">
      <Text size="sm" c="dimmed">
        {isAdmin
          ? 'Choose a rung or a threshold: here you will see what would happen to the last 500 cases, before anything changes.'
          : 'An admin of the project moves the ladder; you see where it stands and what it did.'}
      </Text>
    </Paper>
  );
}

function Unreadable({ names }: { readonly names: readonly string[] }) {
  return (
    <Notice tone="bad">
      Nothing can be shown or applied: {names.join(' and ')} cannot be read.{' '}
      {names.length === 1 ? 'Its field says' : 'Their fields say'} why.
    </Notice>
  );
}

/** Which numbers of the choice hold what is none. */
function unreadableIn({ globalThreshold, auditRate }: Draft): string[] {
  return [
    ...(Number.isNaN(globalThreshold) ? ['the threshold'] : []),
    ...(Number.isNaN(auditRate) ? ['the audit rate'] : []),
  ];
}

/** What is wrong with the choice by its fields, or why nothing came. */
function whyNotShown(error: unknown): string {
  const fields = fieldErrorsOf(error).map(({ pointer, detail }) => `${pointer.split('/').at(-1) ?? ''} ${detail}`);
  return [messageOf(error), ...fields].join(' ');
}
