import { createUnionType, Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import {
  DEFAULT_PROFILE,
  DEPLOYMENT_CASES,
  deploymentProfileSchema,
  LOGGED,
  type DeploymentCase,
  type DeploymentProfile as Declared,
  type Logged,
} from '@handrail/shared/projects';
import type { ProfileRow } from './profile.sql.js';

const asEnum = <T extends string>(values: readonly T[]): { [V in T]: V } =>
  // Each value is its own name.
  Object.fromEntries(values.map((value) => [value, value])) as { [V in T]: V };

export const DeploymentCaseEnum = asEnum(DEPLOYMENT_CASES);
registerEnumType(DeploymentCaseEnum, {
  name: 'DeploymentCase',
  description: 'What a project is for: nothing was there before, people did it, or a machine did it.',
});
const ServingEnum = asEnum(['REALTIME', 'BATCH']);
registerEnumType(ServingEnum, { name: 'Serving', description: 'Whether somebody waits for each answer.' });
const PlaceEnum = asEnum(['CLOUD', 'EDGE']);
registerEnumType(PlaceEnum, { name: 'Place', description: 'Where the project’s cases are decided.' });
const LoggedEnum = asEnum(LOGGED);
registerEnumType(LoggedEnum, { name: 'Logged', description: 'What the operators’ log says of a case.' });

@ObjectType({ description: 'How a project is deployed, as its admins declared it. Version 0: never declared.' })
export class DeploymentProfile implements Declared {
  @Field(() => ID) id: string;
  @Field(() => Int) version: number;
  @Field(() => DeploymentCaseEnum, { nullable: true, description: 'Null: not said.' })
  deploymentCase: DeploymentCase | null;
  @Field(() => ServingEnum) serving: Declared['serving'];
  @Field(() => PlaceEnum) place: Declared['place'];
  @Field(() => Float, { nullable: true, description: 'Taken in over all processes; null: no limit.' })
  casesPerSecond: number | null;
  @Field(() => Int, { nullable: true, description: 'Megabytes; null: not declared.' }) memoryMb: number | null;
  @Field(() => Float, { nullable: true, description: 'Null: not declared.' }) cpuCores: number | null;
  @Field(() => LoggedEnum) logged: Logged;
  @Field(() => Int, {
    nullable: true,
    description: 'Days after which what a case holds of people is erased for good; null: it is kept.',
  })
  personalDataDays: number | null;
  @Field(() => String) reason: string;
  @Field(() => String, { nullable: true, description: 'Null: never declared.' }) createdBy: string | null;
  @Field(() => Date, { nullable: true, description: 'Null: never declared.' }) createdAt: Date | null;
}

@InputType({ description: 'Absent fields take their defaults: no limit, nothing declared.' })
export class DeploymentProfileInput {
  @Field(() => DeploymentCaseEnum, { nullable: true }) deploymentCase?: DeploymentCase | null;
  @Field(() => ServingEnum, { nullable: true }) serving?: Declared['serving'];
  @Field(() => PlaceEnum, { nullable: true }) place?: Declared['place'];
  @Field(() => Float, { nullable: true }) casesPerSecond?: number | null;
  @Field(() => Int, { nullable: true }) memoryMb?: number | null;
  @Field(() => Float, { nullable: true }) cpuCores?: number | null;
  @Field(() => LoggedEnum, { nullable: true }) logged?: Logged;
  @Field(() => Int, { nullable: true }) personalDataDays?: number | null;
}
@InputType()
export class DeclareProfileInput {
  @Field(() => ID) projectId: string;
  @Field(() => Int, { description: 'The version that you were looking at; 0 where none was declared.' })
  expectedVersion: number;
  @Field(() => DeploymentProfileInput) profile: DeploymentProfileInput;
  @Field(() => String, { nullable: true }) reason?: string;
}
@ObjectType()
export class DeclareProfileSuccess {
  @Field(() => DeploymentProfile) profile: DeploymentProfile;
}
@ObjectType({ description: 'Somebody else declared a profile after the one that you were looking at.' })
export class ProfileChangedMeanwhile {
  @Field(() => String) message: string;
  @Field(() => DeploymentProfile) current: DeploymentProfile;
}
export const DeclareProfileResult = createUnionType({
  name: 'DeclareProfileResult',
  types: () => [DeclareProfileSuccess, ProfileChangedMeanwhile] as const,
  resolveType: (value: DeclareProfileSuccess | ProfileChangedMeanwhile) =>
    'profile' in value ? DeclareProfileSuccess : ProfileChangedMeanwhile,
});

@ObjectType({ description: 'What the process that answered used, over the last ten minutes at most.' })
export class MeasuredLoad {
  @Field(() => Float, { description: 'Megabytes resident now.' }) memoryMb: number;
  @Field(() => Float) memoryPeakMb: number;
  @Field(() => Float, { description: 'Cores, on average.' }) cpuCores: number;
  @Field(() => Float) cpuPeakCores: number;
  @Field(() => Float) seconds: number;
}

export function toProfile(row: ProfileRow | null | undefined, projectId: string): DeploymentProfile {
  if (!row) {
    const never = { version: 0, reason: '', createdBy: null, createdAt: null };
    return { id: `${projectId}-0`, ...never, ...DEFAULT_PROFILE };
  }
  const { id, version, reason, created_by: createdBy, created_at: createdAt } = row;
  return { id, version, reason, createdBy, createdAt, ...deploymentProfileSchema.parse(row.profile) };
}

/** What a form sends: absent is the default. */
export function givenProfile(input: DeploymentProfileInput | null | undefined): Record<string, unknown> {
  return Object.fromEntries(Object.entries(input ?? {}).filter(([, value]) => value !== undefined));
}
