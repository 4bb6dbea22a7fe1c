import { Module } from '@nestjs/common';
import { DecisionsModule } from '../decisions/index.js';
import { MonitoringModule } from '../monitoring/index.js';
import { RolloutsModule } from '../rollouts/index.js';
import { AlarmReads } from './alarm-reads.js';
import { AlarmRulesResolver } from './alarm-rules.resolver.js';
import { AlarmsResolver } from './alarms.resolver.js';
import { DriftSource } from './drift-source.js';
import { EditRules } from './edit-rules.js';
import { EvaluateAlarms } from './evaluate-alarms.js';
import { HandleAlarm } from './handle-alarm.js';
import { MetricSource } from './metric-source.js';
import { RaiseAlarms } from './raise-alarms.js';
import { AlarmSources } from './sources.js';
import { TakeActions } from './take-actions.js';
import { TellPrometheus } from './tell-prometheus.js';
import { WatchAlarms } from './watch-alarms.js';

@Module({
  imports: [DecisionsModule, MonitoringModule, RolloutsModule],
  providers: [
    AlarmReads,
    AlarmRulesResolver,
    AlarmSources,
    AlarmsResolver,
    DriftSource,
    EditRules,
    EvaluateAlarms,
    HandleAlarm,
    MetricSource,
    RaiseAlarms,
    TakeActions,
    TellPrometheus,
    WatchAlarms,
  ],
  exports: [AlarmReads, TellPrometheus, WatchAlarms],
})
export class AlarmsModule {}
