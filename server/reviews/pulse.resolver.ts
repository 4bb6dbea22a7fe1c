import { Args, Context, Field, ID, Int, ObjectType, Resolver, Subscription } from '@nestjs/graphql';
import { mayIn, SessionStore } from '../identity/index.js';
import { Allow, type RequestWithActor } from '../platform/access/index.js';
import { ProjectPulse as Pulses, type Pulse } from './project-pulse.js';

@ObjectType({
  description: 'What moved in a project. Figures and marks only: what a mark stands for is read by query.',
})
export class ProjectPulse implements Pulse {
  @Field(() => ID) projectId: string;
  @Field(() => Int, { description: 'Open reviews, counted up to 10,000.' }) queueLength: number;
  @Field(() => Int, { description: 'In force now.' }) policyVersion: number;
  @Field(() => String, { description: 'Differs from the last when reviews were opened, taken, answered or returned.' })
  queueMark: string;
  @Field(() => String, { description: 'Differs from the last when cases came in or were decided.' })
  decisionsMark: string;
  @Field(() => String, { description: 'Differs from the last when the policy or the project’s settings changed.' })
  projectMark: string;
  @Field(() => String, { description: 'Differs from the last when a dataset or an import went on or ended.' })
  datasetsMark: string;
  @Field(() => String, { description: 'Differs from the last when an alarm was raised, handled or resolved.' })
  alarmsMark: string;
  @Field(() => String, { description: 'Differs from the last when deliveries went on, or a channel changed.' })
  deliveriesMark: string;
}

@Resolver()
export class PulseResolver {
  constructor(
    private readonly pulses: Pulses,
    private readonly sessions: SessionStore,
  ) {}

  @Allow({ permission: 'project:read' })
  @Subscription(() => ProjectPulse, {
    description: 'The present pulse at once, then one for each change, at most four a second.',
    resolve: (pulse: Pulse) => pulse,
  })
  projectPulse(
    @Context('req') req: RequestWithActor,
    @Args('projectId', { type: () => ID }) projectId: string,
  ): AsyncIterableIterator<Pulse> {
    return whileAllowed(this.pulses.watch(projectId), async () => {
      const actor = await this.sessions.find(req.headers.cookie);
      return actor !== undefined && mayIn(actor, 'project:read', projectId);
    });
  }
}

/** A subscription outlives the request that was checked: who signed out or lost the role gets no further pulse. */
function whileAllowed<T>(
  values: AsyncIterableIterator<T>,
  isAllowed: () => Promise<boolean>,
): AsyncIterableIterator<T> {
  const end = (): Promise<IteratorResult<T>> => Promise.resolve({ done: true, value: undefined });
  const stop = async (): Promise<IteratorResult<T>> => (await values.return?.()) ?? end();
  return {
    next: async () => {
      const result = await values.next();
      return result.done === true || (await isAllowed()) ? result : stop();
    },
    return: stop,
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
