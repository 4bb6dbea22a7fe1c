import { Module } from '@nestjs/common';
import { AnnotationReads } from './annotation-reads.js';
import { DatasetsModule } from '../datasets/index.js';
import { ConceptReads } from './concept/concept-reads.js';
import { ConceptResolver } from './concept/concept.resolver.js';
import { WatchConcept } from './concept/watch-concept.js';
import { BeginReferences } from './drift/begin-references.js';
import { ComputeDrift } from './drift/compute-drift.js';
import { DifferentCases } from './drift/different-cases.js';
import { DriftReads } from './drift/drift-reads.js';
import { DriftStates } from './drift/drift-states.js';
import { DriftResolver } from './drift/drift.resolver.js';
import { FreezeReferences } from './drift/freeze-references.js';
import { WatchDrift } from './drift/watch-drift.js';
import { LearnReferences } from './drift/learn-references.js';
import { KeepLimits } from './limits/keep-limits.js';
import { LimitsResolver } from './limits/limits.resolver.js';
import { KeepMetrics } from './keep-metrics.js';
import { LoopsResolver } from './loops.resolver.js';
import { MeasureMedia } from './media/measure-media.js';
import { MetricLayouts } from './metric-layouts.js';
import { MetricReads } from './metric-reads.js';
import { MonitoringResolver } from './monitoring.resolver.js';
import { OpenAlarms } from './open-alarms.js';
import { OverviewReads } from './overview-reads.js';
import { ProjectHours } from './project-hours.js';
import { ProjectHoursResolver } from './project-hours.resolver.js';
import { RollUpMetrics } from './roll-up-metrics.js';
import { TextDrift } from './text/text-drift.js';
import { Vocabularies } from './text/vocabularies.js';
import { WatchProcess } from './watch-process.js';
import { WatchQueues } from './watch-queues.js';
import { WatchTraffic } from './watch-traffic.js';

@Module({
  imports: [DatasetsModule],
  providers: [
    AnnotationReads,
    BeginReferences,
    ConceptReads,
    ConceptResolver,
    ComputeDrift,
    DifferentCases,
    DriftReads,
    DriftStates,
    DriftResolver,
    FreezeReferences,
    LearnReferences,
    KeepLimits,
    KeepMetrics,
    LimitsResolver,
    LoopsResolver,
    MeasureMedia,
    MetricLayouts,
    MetricReads,
    MonitoringResolver,
    OpenAlarms,
    OverviewReads,
    ProjectHours,
    ProjectHoursResolver,
    RollUpMetrics,
    TextDrift,
    Vocabularies,
    WatchConcept,
    WatchDrift,
    WatchProcess,
    WatchQueues,
    WatchTraffic,
  ],
  exports: [
    BeginReferences,
    DriftReads,
    DriftStates,
    FreezeReferences,
    LearnReferences,
    KeepMetrics,
    MeasureMedia,
    MetricReads,
    OpenAlarms,
    RollUpMetrics,
    WatchConcept,
    WatchDrift,
    WatchQueues,
  ],
})
export class MonitoringModule {}
