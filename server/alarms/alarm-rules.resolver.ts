import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '@handrail/shared/contracts';
import { Allow, CurrentActor } from '../platform/access/index.js';
import { AlarmReads } from './alarm-reads.js';
import { toSettings } from './alarm-views.js';
import { MuteAlarmsInput, ruleOf, SaveAlarmRuleInput } from './alarms.inputs.js';
import { AlarmSettings } from './alarms.types.js';
import { EditRules } from './edit-rules.js';

@Resolver()
export class AlarmRulesResolver {
  constructor(
    private readonly reads: AlarmReads,
    private readonly edit: EditRules,
  ) {}

  @Allow({ permission: 'monitoring:read' })
  @Query(() => AlarmSettings)
  async alarmSettings(
    @CurrentActor() actor: Actor,
    @Args('projectId', { type: () => ID }) projectId: string,
  ): Promise<AlarmSettings> {
    return toSettings(await this.reads.settings(actor, projectId));
  }

  @Allow({ permission: 'monitoring:edit' })
  @Mutation(() => AlarmSettings, { description: 'Adds a rule, or changes the one that `id` names.' })
  async saveAlarmRule(@CurrentActor() actor: Actor, @Args('input') input: SaveAlarmRuleInput): Promise<AlarmSettings> {
    await this.edit.save(actor, { ...input, rule: ruleOf(input.rule) });
    return this.alarmSettings(actor, input.projectId);
  }

  @Allow({ permission: 'monitoring:edit' })
  @Mutation(() => AlarmSettings, { description: 'A starting rule does not come back by itself.' })
  async removeAlarmRule(
    @CurrentActor() actor: Actor,
    @Args('projectId', { type: () => ID }) projectId: string,
    @Args('id', { type: () => ID }) id: string,
    @Args('expectedVersion', { type: () => Int }) expectedVersion: number,
  ): Promise<AlarmSettings> {
    await this.edit.remove(actor, { projectId, id, expectedVersion });
    return this.alarmSettings(actor, projectId);
  }

  @Allow({ permission: 'alarms:handle' })
  @Mutation(() => AlarmSettings)
  async muteAlarms(@CurrentActor() actor: Actor, @Args('input') input: MuteAlarmsInput): Promise<AlarmSettings> {
    await this.edit.mute(actor, input);
    return this.alarmSettings(actor, input.projectId);
  }

  @Allow({ permission: 'alarms:handle' })
  @Mutation(() => AlarmSettings, { description: 'What lasts is raised with the next look.' })
  async unmuteAlarms(
    @CurrentActor() actor: Actor,
    @Args('projectId', { type: () => ID }) projectId: string,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<AlarmSettings> {
    await this.edit.unmute(actor, { projectId, id });
    return this.alarmSettings(actor, projectId);
  }
}
