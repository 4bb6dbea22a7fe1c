import { createUnionType, Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { ConnectorName, DeciderKind, VersionPlace, VersionState } from '@handrail/shared/deciders';
import { JsonScalar } from '../platform/graphql/index.js';
import { Policy, PolicyChangedMeanwhile } from '../projects/index.js';
import type { DeciderView, VersionView } from './registry-reads.js';

export const MachineKindEnum = { MODEL: 'model', SYSTEM: 'system' } as const satisfies Record<string, DeciderKind>;
registerEnumType(MachineKindEnum, {
  name: 'MachineKind',
  description: 'A model has a confidence; a previous system decides without one.',
});
export const ConnectorEnum = {
  CALLER: 'caller',
  HTTP: 'http',
  ONNX: 'onnx',
  RULES: 'rules',
  BUILTIN: 'builtin',
} as const satisfies Record<string, ConnectorName>;
registerEnumType(ConnectorEnum, {
  name: 'Connector',
  description: 'How a version is asked: its predictions come with the case (CALLER), or Handrail asks it.',
});
export const VersionStateEnum = {
  REGISTERED: 'registered',
  SHADOW: 'shadow',
  CHALLENGER: 'challenger',
  CHAMPION: 'champion',
  RETIRED: 'retired',
} as const satisfies Record<string, VersionState>;
registerEnumType(VersionStateEnum, {
  name: 'VersionState',
  description: 'How a version stands: its most telling part in the policy in force.',
});
export const VersionPlaceEnum = {
  INCUMBENT: 'incumbent',
  PREVIOUS_SYSTEM: 'previous_system',
  SHADOW: 'shadow',
} as const satisfies Record<string, VersionPlace>;
registerEnumType(VersionPlaceEnum, {
  name: 'VersionPlace',
  description: 'Where a version can be put without a rollout.',
});

@ObjectType({ description: 'What a version did on the project’s last 2,000 cases.' })
export class VersionUsage {
  @Field(() => Int) predictions: number;
  @Field(() => Int, { description: 'No answer, a late one, or one that cannot be used.' }) errors: number;
  @Field(() => Date) lastUsedAt: Date;
  @Field(() => Float, { nullable: true, description: 'Median in milliseconds; null: it was never measured.' })
  latencyP50Ms: number | null;
  @Field(() => Float, { nullable: true, description: '95th percentile in milliseconds; null: it was never measured.' })
  latencyP95Ms: number | null;
}

@ObjectType({ description: 'An immutable version of a decider.' })
export class DeciderVersion {
  @Field(() => ID) id: string;
  @Field(() => String, { description: 'name@version, as policies and predictions name it.' }) reference: string;
  @Field(() => String) name: string;
  @Field(() => Int) version: number;
  @Field(() => MachineKindEnum) kind: DeciderKind;
  @Field(() => ConnectorEnum) connector: ConnectorName;
  @Field(() => JsonScalar, { description: 'Of its connector; holds no secret.' }) config: unknown;
  @Field(() => Boolean, { description: 'Secrets are kept encrypted and never shown again.' }) hasSecrets: boolean;
  @Field(() => JsonScalar, { description: 'What it was trained on and how it was measured.' }) modelCard: unknown;
  @Field(() => VersionStateEnum) state: VersionState;
  @Field(() => [String], { description: 'Every part that it has in the policy in force, in words; at most 4.' })
  inForceAs: string[];
  @Field(() => VersionUsage, { nullable: true, description: 'Null: it predicted none of the last cases.' })
  usage: VersionUsage | null;
  @Field(() => String) createdBy: string;
  @Field(() => Date) createdAt: Date;
  @Field(() => Date, { nullable: true, description: 'Null: not retired.' }) retiredAt: Date | null;
  @Field(() => String, { nullable: true, description: 'Null: not retired.' }) retiredBy: string | null;
  @Field(() => String, { nullable: true, description: 'Null: not retired.' }) retiredReason: string | null;
}

@ObjectType({ description: 'A model or a previous system, with its versions.' })
export class Decider {
  @Field(() => ID) id: string;
  @Field(() => String) name: string;
  @Field(() => MachineKindEnum) kind: DeciderKind;
  @Field(() => String, { description: 'Who looks after it.' }) owner: string;
  @Field(() => String) notes: string;
  @Field(() => String) createdBy: string;
  @Field(() => Date) createdAt: Date;
  @Field(() => [DeciderVersion], { description: 'Newest first, at most 1,000.' }) versions: DeciderVersion[];
}

@InputType()
export class RegisterDeciderInput {
  @Field(() => ID) projectId: string;
  @Field(() => String, { description: 'Letters, digits, . _ - (at most 100).' }) name: string;
  @Field(() => MachineKindEnum) kind: DeciderKind;
  @Field(() => String, { nullable: true }) owner?: string;
  @Field(() => String, { nullable: true }) notes?: string;
}
@InputType()
export class DescribeDeciderInput {
  @Field(() => ID) projectId: string;
  @Field(() => String) name: string;
  @Field(() => String, { nullable: true, description: 'Absent: stays as it is.' }) owner?: string;
  @Field(() => String, { nullable: true, description: 'Absent: stays as it is.' }) notes?: string;
}
@InputType()
export class VersionSecretsInput {
  @Field(() => String, { nullable: true, description: 'The token, password or header’s value. Never shown again.' })
  credential?: string;
}
@InputType()
export class RegisterVersionInput {
  @Field(() => ID) projectId: string;
  @Field(() => String, { description: 'Of the decider.' }) name: string;
  @Field(() => ConnectorEnum, { description: 'CALLER, HTTP or RULES; others come by upload or training.' })
  connector: ConnectorName;
  @Field(() => JsonScalar, { nullable: true, description: 'Of the connector.' }) config?: unknown;
  @Field(() => JsonScalar, { nullable: true }) modelCard?: unknown;
  @Field(() => VersionSecretsInput, { nullable: true }) secrets?: VersionSecretsInput;
}
@InputType()
export class RetireVersionInput {
  @Field(() => ID) projectId: string;
  @Field(() => String) reference: string;
  @Field(() => String) reason: string;
}
@InputType()
export class PlaceVersionInput {
  @Field(() => ID) projectId: string;
  @Field(() => String) reference: string;
  @Field(() => VersionPlaceEnum) place: VersionPlace;
  @Field(() => Boolean, { description: 'False takes it out of the place.' }) isIn: boolean;
  @Field(() => String) reason: string;
  @Field(() => Int, { nullable: true, description: 'The policy that you were looking at; absent: any.' })
  expectedVersion?: number;
}

@ObjectType()
export class RegisterDeciderSuccess {
  @Field(() => Decider) decider: Decider;
}
@ObjectType({
  description: 'The project has a decider of this name; register a version of it, or choose another name.',
})
export class DeciderNameTaken {
  @Field(() => String) message: string;
}
export const RegisterDeciderResult = createUnionType({
  name: 'RegisterDeciderResult',
  types: () => [RegisterDeciderSuccess, DeciderNameTaken] as const,
  resolveType: (value: RegisterDeciderSuccess | DeciderNameTaken) =>
    'decider' in value ? RegisterDeciderSuccess : DeciderNameTaken,
});
@ObjectType()
export class RetireVersionSuccess {
  @Field(() => DeciderVersion) version: DeciderVersion;
}
@ObjectType({ description: 'The policy in force needs it.' })
export class VersionInUse {
  @Field(() => String) message: string;
  @Field(() => [String], { description: 'The parts that it has in the policy in force.' }) places: string[];
}
export const RetireVersionResult = createUnionType({
  name: 'RetireVersionResult',
  types: () => [RetireVersionSuccess, VersionInUse] as const,
  resolveType: (value: RetireVersionSuccess | VersionInUse) =>
    'places' in value ? VersionInUse : RetireVersionSuccess,
});
@ObjectType()
export class PlaceVersionSuccess {
  @Field(() => DeciderVersion) version: DeciderVersion;
  @Field(() => Policy, { description: 'The one that was written.' }) policy: Policy;
}
@ObjectType({ description: 'It cannot be put there now; the message says what to do instead.' })
export class PlacementRefused {
  @Field(() => String) message: string;
}
export const PlaceVersionResult = createUnionType({
  name: 'PlaceVersionResult',
  types: () => [PlaceVersionSuccess, PlacementRefused, PolicyChangedMeanwhile] as const,
  resolveType: (value: PlaceVersionSuccess | PlacementRefused | PolicyChangedMeanwhile) => {
    if ('version' in value) return PlaceVersionSuccess;
    return 'current' in value ? PolicyChangedMeanwhile : PlacementRefused;
  },
});

export function toDecider({ created_by: createdBy, created_at: createdAt, ...row }: DeciderView): Decider {
  const { id, name, kind, owner, notes } = row;
  return { id, name, kind, owner, notes, createdBy, createdAt, versions: row.versions.map(toVersion) };
}

export function toVersion(row: VersionView): DeciderVersion {
  const { id, reference, name, version, kind, connector, config, state, usage } = row;
  return {
    ...{ id, reference, name, version, kind, connector, config, state },
    hasSecrets: row.has_secrets,
    modelCard: row.model_card,
    inForceAs: [...row.inForceAs],
    usage: usage
      ? {
          predictions: usage.predictions,
          errors: usage.errors,
          lastUsedAt: usage.last_used_at,
          latencyP50Ms: usage.latency_p50,
          latencyP95Ms: usage.latency_p95,
        }
      : null,
    createdBy: row.created_by,
    createdAt: row.created_at,
    retiredAt: row.retired_at,
    retiredBy: row.retired_by,
    retiredReason: row.retired_reason,
  };
}
