import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { AlarmListView } from '@handrail/shared/alarms';
import type { Actor } from '@handrail/shared/contracts';
import { Allow, CurrentActor } from '../platform/access/index.js';
import { decodeCursor, encodeCursor } from '../platform/graphql/index.js';
import { invalid } from '../platform/http/index.js';
import { AlarmViewEnum } from './alarm-enums.js';
import { AlarmReads } from './alarm-reads.js';
import { toAlarm } from './alarm-views.js';
import { Alarm, AlarmConnection, AlarmCounts } from './alarms.types.js';
import { HandleAlarm } from './handle-alarm.js';

const MOST = 100;

@Resolver()
export class AlarmsResolver {
  constructor(
    private readonly reads: AlarmReads,
    private readonly handle: HandleAlarm,
  ) {}

  @Allow({ permission: 'monitoring:read' })
  @Query(() => AlarmConnection, { description: 'The newest first.' })
  async alarms(
    @CurrentActor() actor: Actor,
    @Args('projectId', { type: () => ID }) projectId: string,
    @Args('view', { type: () => AlarmViewEnum, defaultValue: 'UNRESOLVED' }) view: AlarmListView,
    @Args('first', { type: () => Int, defaultValue: 50, description: '1 to 100.' }) first: number,
    @Args('after', { type: () => String, nullable: true }) after: string | null,
  ): Promise<AlarmConnection> {
    if (first < 1 || first > MOST) throw invalid('That is no page.', [{ pointer: '/first', detail: `1 to ${MOST}` }]);
    const position = after == null ? null : decodeCursor(after);
    const alarms = await this.reads.list(actor, { projectId, view, after: position, limit: first + 1 });
    const edges = alarms.slice(0, first).map((alarm) => ({
      cursor: encodeCursor({ at: alarm.row.opened_at.toISOString(), id: alarm.row.id }),
      node: toAlarm(alarm),
    }));
    return { edges, pageInfo: { endCursor: edges.at(-1)?.cursor ?? null, hasNextPage: alarms.length > first } };
  }

  @Allow({ permission: 'monitoring:read' })
  @Query(() => AlarmCounts)
  alarmCounts(
    @CurrentActor() actor: Actor,
    @Args('projectId', { type: () => ID }) projectId: string,
  ): Promise<AlarmCounts> {
    return this.reads.counts(actor, projectId);
  }

  @Allow({ permission: 'monitoring:read' })
  @Query(() => Alarm)
  async alarm(@CurrentActor() actor: Actor, @Args('id', { type: () => ID }) id: string): Promise<Alarm> {
    return toAlarm(await this.reads.one(actor, id));
  }

  @Allow({ permission: 'alarms:handle' })
  @Mutation(() => Alarm, { description: 'Somebody sees to it.' })
  async acknowledgeAlarm(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => ID }) id: string,
    @Args('note', { type: () => String, defaultValue: '', description: 'At most 1,000 characters.' }) note: string,
  ): Promise<Alarm> {
    await this.handle.acknowledge(actor, id, note);
    return this.alarm(actor, id);
  }

  @Allow({ permission: 'alarms:handle' })
  @Mutation(() => Alarm)
  async assignAlarm(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => ID }) id: string,
    @Args('personId', { type: () => ID, nullable: true, description: 'Null: nobody in particular.' })
    personId: string | null,
  ): Promise<Alarm> {
    await this.handle.assign(actor, id, personId);
    return this.alarm(actor, id);
  }

  @Allow({ permission: 'alarms:handle' })
  @Mutation(() => Alarm, {
    description: 'What is still past its limit stays silent until it was calm, or for an hour.',
  })
  async resolveAlarm(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => ID }) id: string,
    @Args('note', { type: () => String, defaultValue: '', description: 'At most 1,000 characters.' }) note: string,
  ): Promise<Alarm> {
    await this.handle.resolve(actor, id, note);
    return this.alarm(actor, id);
  }

  @Allow({ permission: 'alarms:handle' })
  @Mutation(() => Alarm, { description: 'Whether it was worth waking somebody; can be said again.' })
  async judgeAlarm(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => ID }) id: string,
    @Args('isUseful', { type: () => Boolean }) isUseful: boolean,
  ): Promise<Alarm> {
    await this.handle.judge(actor, id, isUseful);
    return this.alarm(actor, id);
  }
}
