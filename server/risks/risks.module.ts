import { Module } from '@nestjs/common';
import { EditRisks } from './edit-risks.js';
import { RetireMetric } from './retire-metric.js';
import { RiskReads } from './risk-reads.js';
import { RisksResolver } from './risks.resolver.js';

@Module({ providers: [EditRisks, RetireMetric, RiskReads, RisksResolver] })
export class RisksModule {}
