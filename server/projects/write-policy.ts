import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import { policySettingsSchema, type PolicySettings } from '@handrail/shared/ladder';
import { outputSchemaSchema, validateOutput, type OutputSchema } from '@handrail/shared/schema';
import { ChangeFeed } from '../platform/change-feed/index.js';
import type { Tx } from '../platform/database/index.js';
import { invalid, notFound } from '../platform/http/index.js';
import { recordAudit } from './audit-log.sql.js';
import { insertPolicy, latestPolicy } from './policy.sql.js';
import type { PolicyRow } from './policy-rows.js';

type NextPolicy = {
  /** The version that the new one follows; when somebody else has followed it meanwhile, nothing is written. */
  readonly current: PolicyRow;
  readonly settings: PolicySettings;
  /** Another one than the policy before had. */
  readonly outputSchema?: OutputSchema | undefined;
  readonly reason: string;
  readonly undoesVersion?: number | undefined;
  /** The version whose settings it brings back. */
  readonly restoresVersion?: number | undefined;
  /** What was not known of a climb; it stays marked with it for ever. */
  readonly withoutProof?: string | undefined;
  readonly evidence?: unknown;
  readonly now: Date;
};

/**
 * Refuses a policy that must not come into force, by throwing; `before` is the one that it follows. For features to the
 * right, which know what a policy names.
 */
export type PolicyCheck = (
  tx: Tx,
  next: { readonly projectId: string; readonly before: PolicySettings; readonly settings: PolicySettings },
) => Promise<void>;

/**
 * Appends policy versions: the one way in which anything that routes a case changes. In force for the next case of every
 * process when `tx` commits.
 */
@Injectable()
export class WritePolicy {
  private readonly checks: PolicyCheck[] = [];

  constructor(private readonly feed: ChangeFeed) {}

  /** From now on asked about every new policy, whoever writes it. */
  check(check: PolicyCheck): void {
    this.checks.push(check);
  }

  /** The policy in force and its settings. @throws ProblemError `not-found`. */
  async current(tx: Tx, projectId: string): Promise<{ row: PolicyRow; settings: PolicySettings }> {
    const row = await latestPolicy(tx, projectId);
    if (!row) throw notFound('project');
    return { row, settings: policySettingsSchema.parse(row.settings) };
  }

  /** Gives the new version; undefined when `current` is no longer the last one. @throws ProblemError `invalid`. */
  async append(tx: Tx, actor: Actor, next: NextPolicy): Promise<PolicyRow | undefined> {
    const { current, settings, reason, undoesVersion, restoresVersion, withoutProof, evidence, now } = next;
    const projectId = current.project_id;
    const outputSchema = next.outputSchema ?? outputSchemaSchema.parse(current.output_schema);
    refuseBadFallback(settings, outputSchema);
    const before = policySettingsSchema.parse(current.settings);
    refuseUnknownLabels({ before, settings }, outputSchema);
    for (const check of this.checks) await check(tx, { projectId, before, settings });
    const policy = { version: current.version + 1, salt: current.salt, outputSchema };
    const made = {
      projectId,
      policy,
      settings,
      reason,
      undoesVersion,
      restoresVersion,
      withoutProof,
      evidence,
      actor,
      now,
    };
    const row = await insertPolicy(tx, made);
    if (!row) return undefined;
    await recordAudit(tx, {
      projectId,
      actor,
      action: actionOf(next),
      subject: `policy ${policy.version}`,
      detail: { level: settings.level, reason, undoesVersion, restoresVersion, withoutProof },
      now,
    });
    await this.feed.publish(tx, { type: 'project', projectId });
    return row;
  }
}

function actionOf({ undoesVersion, restoresVersion }: NextPolicy): string {
  if (undoesVersion !== undefined) return 'policy.undo';
  return restoresVersion === undefined ? 'policy.move' : 'policy.restore';
}

/** What a policy before names stays, though its label may be gone since. */
function refuseUnknownLabels(
  { before, settings }: { readonly before: PolicySettings; readonly settings: PolicySettings },
  outputSchema: OutputSchema,
): void {
  const known = 'labels' in outputSchema ? outputSchema.labels.map(({ value }) => value) : [];
  const old = new Set(thresholdsByLabel(before).map(({ label }) => label));
  const errors = thresholdsByLabel(settings)
    .filter(({ label }) => !known.includes(label) && !old.has(label))
    .map(({ label, pointer }) => ({
      pointer,
      detail: `${JSON.stringify(label)} is no label of this project; its labels are ${listed(known)}`,
    }));
  if (errors.length > 0) throw invalid('A threshold names a label that there is not.', errors);
}

function thresholdsByLabel({ thresholds }: PolicySettings): { label: string; pointer: string }[] {
  const of = (perClass: Readonly<Record<string, unknown>>, path: string): { label: string; pointer: string }[] =>
    Object.keys(perClass).map((label) => ({ label, pointer: `${path}/${label}` }));
  return [
    ...of(thresholds.perClass, '/thresholds/perClass'),
    ...Object.entries(thresholds.perSegment).flatMap(([segment, { perClass }]) =>
      of(perClass, `/thresholds/perSegment/${segment}/perClass`),
    ),
  ];
}

const MOST_LISTED = 20;

function listed(values: readonly string[]): string {
  if (values.length === 0) return 'none: it asks for no label';
  const shown = values.slice(0, MOST_LISTED).map((value) => JSON.stringify(value));
  return `${shown.join(', ')}${values.length > shown.length ? ` and ${values.length - shown.length} more` : ''}`;
}

function refuseBadFallback(settings: PolicySettings, outputSchema: Parameters<typeof validateOutput>[0]): void {
  if (settings.fallback.kind !== 'default') return;
  const value = validateOutput(outputSchema, settings.fallback.value);
  if (!value.ok)
    throw invalid(
      'The fallback answer does not fit the output schema.',
      value.errors.map(({ pointer, detail }) => ({ pointer: `/fallback/value${pointer}`, detail })),
    );
}
