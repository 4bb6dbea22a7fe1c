import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '@handrail/shared/contracts';
import { requirePerson } from '../../identity/index.js';
import { Allow, CurrentActor } from '../../platform/access/index.js';
import { parseWith } from '../../platform/http/index.js';
import { trainingOptionsSchema } from '@handrail/shared/deciders';
import { RequestTraining } from './request-training.js';
import { ScheduleTraining } from './schedule-training.js';
import { TrainingReads } from './training-reads.js';
import { toTrainingView } from './training-rows.js';
import {
  SetTrainingScheduleInput,
  toOptions,
  toTraining,
  toTrainingSchedule,
  TrainDeciderInput,
  TrainDeciderResult,
  TrainDeciderSuccess,
  Training,
  TrainingOptionsInput,
  TrainingSchedule,
  TrainingUnderWay,
} from './training.types.js';

const MOST = 50;

@Resolver()
export class TrainingResolver {
  constructor(
    private readonly request: RequestTraining,
    private readonly scheduling: ScheduleTraining,
    private readonly reads: TrainingReads,
  ) {}

  @Allow({ permission: 'decisions:read' })
  @Query(() => [Training], { description: 'Newest first; at most 50.' })
  async trainings(
    @CurrentActor() actor: Actor,
    @Args('projectId', { type: () => ID }) projectId: string,
    @Args('name', { type: () => String, nullable: true }) name: string | null,
    @Args('first', { type: () => Int, defaultValue: 10 }) first: number,
  ): Promise<Training[]> {
    const wanted = { projectId, name, first: Math.max(1, Math.min(MOST, first)) };
    return (await this.reads.list(actor, wanted)).map(toTraining);
  }

  @Allow({ permission: 'decisions:read' })
  @Query(() => Int, { description: 'How many labels a training with these options would read now.' })
  trainingLabels(
    @CurrentActor() actor: Actor,
    @Args('projectId', { type: () => ID }) projectId: string,
    @Args('options', { type: () => TrainingOptionsInput, nullable: true }) options: TrainingOptionsInput | null,
  ): Promise<number> {
    return this.reads.count(actor, projectId, toOptions(options));
  }

  @Allow({ permission: 'decisions:read' })
  @Query(() => TrainingSchedule, { nullable: true, description: 'Null: this decider has no schedule.' })
  async trainingSchedule(
    @CurrentActor() actor: Actor,
    @Args('projectId', { type: () => ID }) projectId: string,
    @Args('name', { type: () => String }) name: string,
  ): Promise<TrainingSchedule | null> {
    return toTrainingSchedule(await this.reads.schedule(actor, projectId, name));
  }

  @Allow({ permission: 'deciders:train' })
  @Mutation(() => TrainDeciderResult)
  async trainDecider(
    @CurrentActor() actor: Actor,
    @Args('input') input: TrainDeciderInput,
  ): Promise<typeof TrainDeciderResult> {
    const { name: askedBy } = requirePerson(actor);
    const { projectId, name, options } = input;
    const asked = { projectId, name, options: toOptions(options), trigger: 'button', askedBy } as const;
    const outcome = await this.request.run(asked);
    const training = toTraining(toTrainingView(outcome.training));
    if (outcome.kind === 'asked') return Object.assign(new TrainDeciderSuccess(), { training });
    const message = `${name} is being trained already, asked for by ${training.askedBy}.`;
    return Object.assign(new TrainingUnderWay(), { training, message });
  }

  @Allow({ permission: 'deciders:train' })
  @Mutation(() => Training, { description: 'What is over stays as it is.' })
  async cancelTraining(@CurrentActor() actor: Actor, @Args('id', { type: () => ID }) id: string): Promise<Training> {
    return toTraining(await this.reads.cancel(actor, id));
  }

  @Allow({ permission: 'deciders:train' })
  @Mutation(() => Boolean, { description: 'Removes a training that is over; the version that came of it stays.' })
  async removeTraining(@CurrentActor() actor: Actor, @Args('id', { type: () => ID }) id: string): Promise<boolean> {
    await this.reads.remove(actor, id);
    return true;
  }

  @Allow({ permission: 'deciders:train' })
  @Mutation(() => TrainingSchedule, { nullable: true, description: 'Null: it was ended.' })
  async setTrainingSchedule(
    @CurrentActor() actor: Actor,
    @Args('input') input: SetTrainingScheduleInput,
  ): Promise<TrainingSchedule | null> {
    const { projectId, name, everyLabels } = input;
    const options = parseWith(trainingOptionsSchema, toOptions(input.options));
    await this.scheduling.run(actor, { projectId, name, everyLabels, options });
    return toTrainingSchedule(await this.reads.schedule(actor, projectId, name));
  }
}
