import { Module } from '@nestjs/common';
import { AlarmsModule } from '../alarms/index.js';
import { EditRisks } from './edit-risks.js';
import { RetireMetric } from './retire-metric.js';
import { RiskReads } from './risk-reads.js';
import { RisksResolver } from './risks.resolver.js';

@Module({
  imports: [AlarmsModule],
  providers: [EditRisks, RetireMetric, RiskReads, RisksResolver],
  exports: [EditRisks, RiskReads],
})
export class RisksModule {}
