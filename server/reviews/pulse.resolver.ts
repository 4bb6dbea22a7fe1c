import { Args, Context, Field, ID, Int, ObjectType, Resolver, Subscription } from '@nestjs/graphql';
import type { Actor, Permission } from '@handrail/shared/contracts';
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
  @Field(() => String, {
    description: 'Differs from the last when a dataset or an import went on or ended; empty for who reads none.',
  })
  datasetsMark: string;
  @Field(() => String, {
    description: 'Differs from the last when an alarm was raised, handled or resolved; empty for who reads none.',
  })
  alarmsMark: string;
  @Field(() => String, {
    description: 'Differs from the last when deliveries went on, or a channel changed; empty for who reads none.',
  })
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
    return ofReader(this.pulses.watch(projectId), async (pulse) => {
      const actor = await this.sessions.find(req.headers.cookie);
      return actor !== undefined && mayIn(actor, 'project:read', projectId) ? seenBy(actor, pulse) : undefined;
    });
  }
}

const NOT_TOLD = '';
/**
 * What the actor may know of a pulse. A mark of what they cannot read tells them when it moves: a delivery after an answer
 * says that nobody had decided the case, or that the machine had decided otherwise.
 */
function seenBy(actor: Actor, pulse: Pulse): Pulse {
  const may = (permission: Permission): boolean => mayIn(actor, permission, pulse.projectId);
  return {
    ...pulse,
    datasetsMark: may('labels:read') ? pulse.datasetsMark : NOT_TOLD,
    alarmsMark: may('monitoring:read') ? pulse.alarmsMark : NOT_TOLD,
    deliveriesMark: may('monitoring:read') ? pulse.deliveriesMark : NOT_TOLD,
  };
}

/**
 * The pulses as their reader sees them, without those in which they see nothing new. A subscription outlives the request
 * that was checked: who signed out or lost the role (`view` gives undefined) gets no further pulse.
 */
function ofReader(
  pulses: AsyncIterableIterator<Pulse>,
  view: (pulse: Pulse) => Promise<Pulse | undefined>,
): AsyncIterableIterator<Pulse> {
  const end = (): Promise<IteratorResult<Pulse>> => Promise.resolve({ done: true, value: undefined });
  const stop = async (): Promise<IteratorResult<Pulse>> => (await pulses.return?.()) ?? end();
  let last = '';
  return {
    next: async () => {
      for (;;) {
        const result = await pulses.next();
        if (result.done === true) return result;
        const value = await view(result.value);
        if (value === undefined) return stop();
        const told = JSON.stringify(value);
        if (told === last) continue;
        last = told;
        return { done: false, value };
      }
    },
    return: stop,
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
