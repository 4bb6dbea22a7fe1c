import { createUnionType, Field, Float, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import type { Level } from '@handrail/shared/ladder';
import type { RolloutMetric, RolloutMode } from '@handrail/shared/rollouts';
import { LevelEnum } from '../projects/index.js';
import { Rollout, RolloutMetricEnum, RolloutModeEnum } from './rollouts.types.js';

@InputType()
export class RolloutStepInput {
  @Field(() => Float) share: number;
  @Field(() => Int, { nullable: true }) minimumMinutes?: number;
  @Field(() => Int, { nullable: true }) minimumCases?: number;
  @Field(() => Int, { nullable: true }) minimumLabels?: number;
  @Field(() => Boolean, { nullable: true }) approval?: boolean;
}
@InputType({
  description:
    'Disagreement takes `limit`; everything else `worseThan` and `atMost`; errors and missing answers may have a `limit` too, and need one where people alone are the incumbent.',
})
export class RolloutGuardrailInput {
  @Field(() => RolloutMetricEnum) metric: RolloutMetric;
  @Field(() => Float, { nullable: true }) worseThan?: number;
  @Field(() => Float, { nullable: true }) atMost?: number;
  @Field(() => Float, { nullable: true }) limit?: number;
  @Field(() => Float, {
    nullable: true,
    description: 'Latency: within so many milliseconds nothing is slow; null: within the latency budget.',
  })
  withinMs?: number;
  @Field(() => Float, { nullable: true }) delta?: number;
}
@InputType()
export class StartRolloutInput {
  @Field(() => ID) projectId: string;
  @Field(() => Int, { description: 'The policy version that you were looking at.' }) expectedVersion: number;
  @Field(() => RolloutModeEnum) mode: RolloutMode;
  @Field(() => String, { description: 'name@version, registered.' }) challenger: string;
  @Field(() => LevelEnum, { nullable: true, description: 'Null: the project’s.' }) challengerLevel?: Level;
  @Field(() => [RolloutStepInput], { nullable: true, description: 'Null: 5, 10, 25, 50, 100 %; none for blue/green.' })
  steps?: RolloutStepInput[];
  @Field(() => [RolloutGuardrailInput], {
    nullable: true,
    description: 'Null: errors, missing answers, overrides, refusals, latency, cases sent to people.',
  })
  guardrails?: RolloutGuardrailInput[];
  @Field(() => String) reason: string;
  @Field(() => ID, { nullable: true, description: 'The earlier rollout of this version that was rolled back.' })
  acknowledgeRollback?: string;
}
@InputType()
export class ApproveStepInput {
  @Field(() => ID) rolloutId: string;
  @Field(() => Int, { description: 'The step that may be left, from 0.' }) step: number;
  @Field(() => String) reason: string;
}
@InputType()
export class MoveRolloutInput {
  @Field(() => ID) rolloutId: string;
  @Field(() => String) reason: string;
}
@InputType()
export class SwitchBlueGreenInput extends MoveRolloutInput {
  @Field(() => Boolean, { description: 'True: all traffic to the challenger; false: back to the incumbent.' })
  toGreen: boolean;
}
@InputType()
export class ShadowInput {
  @Field(() => ID) projectId: string;
  @Field(() => String, { description: 'name@version' }) machine: string;
  @Field(() => String) reason: string;
}

@ObjectType()
export class RolloutMoved {
  @Field(() => Rollout) rollout: Rollout;
}
@ObjectType({ description: 'Another rollout runs in the project: one at a time.' })
export class RolloutRunning {
  @Field(() => String) message: string;
  @Field(() => Rollout) rollout: Rollout;
}
@ObjectType({
  description: 'This version was rolled back before; start again with `acknowledgeRollback` if you mean it.',
})
export class RolledBackBefore {
  @Field(() => String) message: string;
  @Field(() => Rollout) rollout: Rollout;
}
@ObjectType({ description: 'Somebody wrote a policy after the one that you were looking at.' })
export class PolicyMovedMeanwhile {
  @Field(() => String) message: string;
  @Field(() => Int, { description: 'In force now.' }) policyVersion: number;
}
@ObjectType({ description: 'The rollout is not as you saw it; look again.' })
export class RolloutChangedMeanwhile {
  @Field(() => String) message: string;
  @Field(() => Rollout) current: Rollout;
}
@ObjectType({ description: 'It cannot be done; nothing was changed.' })
export class RolloutRefused {
  @Field(() => String) message: string;
}
@ObjectType()
export class ShadowsChanged {
  @Field(() => [String], { description: 'Who predicts unseen now.' }) shadows: readonly string[];
  @Field(() => Int) policyVersion: number;
}

const typed = (value: { __typename?: string }): string => value.__typename ?? '';

export const StartRolloutResult = createUnionType({
  name: 'StartRolloutResult',
  types: () => [RolloutMoved, RolloutRunning, RolledBackBefore, PolicyMovedMeanwhile, RolloutRefused] as const,
  resolveType: typed,
});
export const MoveRolloutResult = createUnionType({
  name: 'MoveRolloutResult',
  types: () => [RolloutMoved, RolloutChangedMeanwhile, RolloutRefused] as const,
  resolveType: typed,
});
export const ShadowResult = createUnionType({
  name: 'ShadowResult',
  types: () => [ShadowsChanged, RolloutRefused] as const,
  resolveType: typed,
});
