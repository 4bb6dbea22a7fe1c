import { Args, ID, Mutation, Resolver } from '@nestjs/graphql';
import type { Actor } from '@handrail/shared/contracts';
import { assertMay } from '../identity/index.js';
import { Allow, CurrentActor } from '../platform/access/index.js';
import { UnitOfWork } from '../platform/database/index.js';

@Resolver()
export class DemoResolver {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Allow({ permission: 'demo:switch' })
  @Mutation(() => Boolean, { description: 'Stops or goes on with the demo’s traffic; gives whether it is paused.' })
  async setDemoPaused(
    @CurrentActor() actor: Actor,
    @Args('projectId', { type: () => ID }) projectId: string,
    @Args('paused', { type: () => Boolean }) paused: boolean,
  ): Promise<boolean> {
    assertMay(actor, 'demo:switch', projectId);
    await this.unitOfWork.run((tx) =>
      tx.query('update demo_state set paused = $2 where project_id = $1', [projectId, paused]),
    );
    return paused;
  }
}
