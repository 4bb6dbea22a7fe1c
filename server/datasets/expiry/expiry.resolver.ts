import { Args, Field, ID, Int, ObjectType, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '@handrail/shared/contracts';
import { deploymentProfileSchema } from '@handrail/shared/projects';
import { assertMay } from '../../identity/index.js';
import { Allow, CurrentActor } from '../../platform/access/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { parseWith } from '../../platform/http/index.js';
import { expiredBefore } from './erase-expired.js';
import { countExpired, expiryOf } from './expired-cases.sql.js';

const COUNTED = 1_000_000;

@ObjectType({ description: 'What would be erased now, did the profile say so many days.' })
export class ExpiredCases {
  @Field(() => Date, { description: 'Cases that came before would be.' }) before: Date;
  @Field(() => Int, { description: 'Counted up to a million; without those erased already.' }) cases: number;
  @Field(() => Int, { description: 'Of these, those that somebody has to answer first.' }) waiting: number;
  @Field(() => Int, { nullable: true, description: 'Days that are kept to now; null: nothing is erased by itself.' })
  daysInForce: number | null;
}

@Resolver()
export class ExpiryResolver {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  @Allow({ permission: 'policy:read' })
  @Query(() => ExpiredCases)
  async expiredCases(
    @CurrentActor() actor: Actor,
    @Args('projectId', { type: () => ID }) projectId: string,
    @Args('days', { type: () => Int }) days: number,
  ): Promise<ExpiredCases> {
    assertMay(actor, 'policy:read', projectId);
    parseWith(deploymentProfileSchema.pick({ personalDataDays: true }), { personalDataDays: days });
    const before = expiredBefore(this.clock.now(), days);
    const [counted, inForce] = await Promise.all([
      countExpired(this.database, { projectId, before, most: COUNTED }),
      expiryOf(this.database, projectId),
    ]);
    return { before, ...counted, daysInForce: inForce?.days ?? null };
  }
}
