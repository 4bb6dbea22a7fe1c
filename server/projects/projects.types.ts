import { createUnionType, Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { LEVELS, policySettingsSchema, type Level } from '@handrail/shared/ladder';
import { permissionsOf, type Actor, type Role } from '@handrail/shared/contracts';
import { RoleEnum } from '../identity/index.js';
import { mayIn } from '../identity/index.js';
import { JsonScalar } from '../platform/graphql/index.js';
import type { PolicyRow } from './policy-rows.js';
import type { ProjectRow } from './project-reads.js';

export const LevelEnum = Object.fromEntries(LEVELS.map((level) => [level, level])) as { [L in Level]: L };
registerEnumType(LevelEnum, { name: 'Level', description: 'The rungs of the ladder, in order.' });

@ObjectType({ description: 'A threshold for one class.' })
export class NamedThreshold {
  @Field(() => String) name: string;
  @Field(() => Float, { description: 'In [0, 1].' }) threshold: number;
}

@ObjectType({ description: 'What an admin sets. Rates and thresholds are in [0, 1].' })
export class PolicySettings {
  @Field(() => LevelEnum) level: Level;
  @Field(() => Float) globalThreshold: number;
  @Field(() => [NamedThreshold]) classThresholds: NamedThreshold[];
  @Field(() => JsonScalar, { description: 'Segment → { global?, perClass }.' }) segmentThresholds: unknown;
  @Field(() => Float) auditRate: number;
  @Field(() => Float, { nullable: true, description: 'Null: the same as the audit rate.' }) blindControlRate:
    number | null;
  @Field(() => Boolean) showLowConfidencePrediction: boolean;
  @Field(() => String, {
    nullable: true,
    description: 'The model in force, name@version; null: the first that answers.',
  })
  incumbent: string | null;
  @Field(() => String, { nullable: true, description: 'Null: no previous system is registered.' }) previousSystem:
    string | null;
  @Field(() => JsonScalar) fallback: unknown;
  @Field(() => Int, { description: 'Milliseconds.' }) latencyBudgetMs: number;
}

@ObjectType({ description: 'One machine that replaces another, as far as it routes a case.' })
export class PolicyRollout {
  @Field(() => ID) id: string;
  @Field(() => String, { description: 'name@version.' }) challenger: string;
  @Field(() => Float, { description: 'Of subjects, in [0, 1].' }) share: number;
}

@ObjectType({ description: 'A numbered, immutable snapshot of everything that routes a case.' })
export class Policy {
  @Field(() => ID) id: string;
  @Field(() => Int) version: number;
  @Field(() => LevelEnum) level: Level;
  @Field(() => PolicySettings) settings: PolicySettings;
  @Field(() => String) reason: string;
  @Field(() => Int, { nullable: true, description: 'Null: not an undo.' }) undoesVersion: number | null;
  @Field(() => Int, { nullable: true, description: 'The version that it brought back; null: not a restore.' })
  restoresVersion: number | null;
  @Field(() => JsonScalar, { nullable: true, description: 'What was shown when it was decided; null: nothing was.' })
  evidence: unknown;
  @Field(() => String, {
    nullable: true,
    description: 'What was not known when a machine got more say by it; null: enough was, or none did.',
  })
  withoutProof: string | null;
  @Field(() => [String], { description: 'Versions that predict unseen, name@version.' }) shadows: string[];
  @Field(() => PolicyRollout, { nullable: true, description: 'Null: none was under way.' })
  rollout: PolicyRollout | null;
  @Field(() => String) createdBy: string;
  @Field(() => Date) createdAt: Date;
}

@ObjectType({ description: 'One kind of decision that is being automated.' })
export class Project {
  @Field(() => ID) id: string;
  @Field(() => String) slug: string;
  @Field(() => String) name: string;
  @Field(() => String) description: string;
  @Field(() => String) guidelines: string;
  @Field(() => JsonScalar) inputSchema: unknown;
  @Field(() => JsonScalar) outputSchema: unknown;
  @Field(() => Boolean) isDemo: boolean;
  @Field(() => Boolean) demoPaused: boolean;
  @Field(() => LevelEnum, { description: 'In force now.' }) level: Level;
  @Field(() => [RoleEnum]) myRoles: Role[];
  @Field(() => [String]) myPermissions: string[];
  @Field(() => Date) createdAt: Date;
}

@InputType()
export class NamedThresholdInput {
  @Field(() => String) name: string;
  @Field(() => Float) threshold: number;
}
@InputType()
export class PolicySettingsInput {
  @Field(() => LevelEnum) level: Level;
  @Field(() => Float) globalThreshold: number;
  @Field(() => [NamedThresholdInput], { nullable: true }) classThresholds?: NamedThresholdInput[];
  @Field(() => JsonScalar, { nullable: true }) segmentThresholds?: unknown;
  @Field(() => Float) auditRate: number;
  @Field(() => Float, { nullable: true }) blindControlRate?: number | null;
  @Field(() => Boolean, { nullable: true }) showLowConfidencePrediction?: boolean;
  @Field(() => String, { nullable: true }) incumbent?: string | null;
  @Field(() => String, { nullable: true }) previousSystem?: string | null;
  @Field(() => JsonScalar, { nullable: true }) fallback?: unknown;
  @Field(() => Int, { nullable: true }) latencyBudgetMs?: number;
}
@InputType()
export class CreateProjectInput {
  @Field(() => String) slug: string;
  @Field(() => String) name: string;
  @Field(() => String, { nullable: true }) description?: string;
  @Field(() => String, { nullable: true }) guidelines?: string;
  @Field(() => JsonScalar) inputSchema: unknown;
  @Field(() => JsonScalar) outputSchema: unknown;
}
@InputType()
export class DescribeProjectInput {
  @Field(() => ID) projectId: string;
  @Field(() => String, { nullable: true }) name?: string;
  @Field(() => String, { nullable: true }) description?: string;
  @Field(() => String, { nullable: true }) guidelines?: string;
}
@InputType()
export class MoveLadderInput {
  @Field(() => ID) projectId: string;
  @Field(() => Int, { description: 'The version that you were looking at.' }) expectedVersion: number;
  @Field(() => PolicySettingsInput) settings: PolicySettingsInput;
  @Field(() => String) reason: string;
  @Field(() => JsonScalar, { nullable: true }) evidence?: unknown;
  @Field(() => Boolean, {
    nullable: true,
    description: 'You know that it is not known what the machine would do. Needed where it cannot be asked.',
  })
  withoutProof?: boolean;
}
@InputType()
class GoBackInput {
  @Field(() => ID) projectId: string;
  @Field(() => Int, { description: 'The version that you were looking at.' }) expectedVersion: number;
  @Field(() => String, { nullable: true, description: 'Absent: says which version is taken back or restored.' })
  reason?: string;
  @Field(() => Boolean, { nullable: true, description: 'As with moveLadder: needed where it leads upwards unknown.' })
  withoutProof?: boolean;
}
@InputType()
export class UndoPolicyInput extends GoBackInput {
  @Field(() => Int, { description: 'The version to take back.' }) version: number;
}
@InputType()
export class RestorePolicyInput extends GoBackInput {
  @Field(() => Int, { description: 'The version whose settings are to be in force again.' }) version: number;
}

@ObjectType()
export class MoveLadderSuccess {
  @Field(() => Policy) policy: Policy;
  @Field(() => Project) project: Project;
}
@ObjectType({ description: 'Somebody else wrote a policy after the one that you were looking at.' })
export class PolicyChangedMeanwhile {
  @Field(() => String) message: string;
  @Field(() => Policy) current: Policy;
}
@InputType()
export class ChangeSchemaInput {
  @Field(() => ID) projectId: string;
  @Field(() => Int, { description: 'The policy version that you were looking at.' }) expectedVersion: number;
  @Field(() => JsonScalar, { description: 'The whole of it; marks of personal data stay as they are.' })
  inputSchema: unknown;
  @Field(() => JsonScalar, { description: 'The whole of it.' }) outputSchema: unknown;
  @Field(() => String) reason: string;
}

export const MoveLadderResult = createUnionType({
  name: 'MoveLadderResult',
  types: () => [MoveLadderSuccess, PolicyChangedMeanwhile] as const,
  resolveType: (value: MoveLadderSuccess | PolicyChangedMeanwhile) =>
    'policy' in value ? MoveLadderSuccess : PolicyChangedMeanwhile,
});

export function toPolicyView(row: PolicyRow): Policy {
  const settings = policySettingsSchema.parse(row.settings);
  const { thresholds, ...rest } = settings;
  return {
    id: row.id,
    version: row.version,
    level: settings.level,
    reason: row.reason,
    undoesVersion: row.undoes_version,
    restoresVersion: row.restores_version,
    evidence: row.evidence,
    withoutProof: row.without_proof,
    shadows: settings.shadows,
    rollout: settings.rollout,
    createdBy: row.created_by,
    createdAt: row.created_at,
    settings: {
      ...rest,
      globalThreshold: thresholds.global,
      classThresholds: Object.entries(thresholds.perClass).map(([name, threshold]) => ({ name, threshold })),
      segmentThresholds: thresholds.perSegment,
    },
  };
}

/** What the form sends, as the settings that are stored; absent fields take their defaults. */
export function toSettings(input: PolicySettingsInput): Record<string, unknown> {
  const { globalThreshold, classThresholds = [], segmentThresholds, ...rest } = input;
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  return {
    ...given,
    thresholds: {
      global: globalThreshold,
      perClass: Object.fromEntries((classThresholds ?? []).map(({ name, threshold }) => [name, threshold])),
      ...(segmentThresholds == null ? {} : { perSegment: segmentThresholds }),
    },
  };
}

export function toProject(row: ProjectRow, actor: Actor): Project {
  const roles =
    actor.kind === 'person' ? (actor.grants.find(({ projectId }) => projectId === row.id)?.roles ?? []) : [];
  const instance = (['instance:projects', 'instance:people'] as const).filter((permission) =>
    mayIn(actor, permission, row.id),
  );
  return {
    id: row.id,
    slug: row.slug,
    name: row.name,
    description: row.description,
    guidelines: row.guidelines,
    inputSchema: row.input_schema,
    outputSchema: row.output_schema,
    isDemo: row.is_demo,
    demoPaused: row.demo_paused,
    // CHECKed in the database.
    level: row.level as Level,
    myRoles: [...roles],
    myPermissions: [...permissionsOf(roles), ...instance],
    createdAt: row.created_at,
  };
}

export function toPolicyChanged(row: PolicyRow): PolicyChangedMeanwhile {
  const current = toPolicyView(row);
  return {
    message: `Policy ${current.version} was written meanwhile by ${current.createdBy}. Look at it, then move again.`,
    current,
  };
}
