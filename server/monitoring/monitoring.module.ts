import { Module } from '@nestjs/common';
import { AnnotationReads } from './annotation-reads.js';
import { KeepMetrics } from './keep-metrics.js';
import { MeasureMedia } from './media/measure-media.js';
import { MetricLayouts } from './metric-layouts.js';
import { MetricReads } from './metric-reads.js';
import { MonitoringResolver } from './monitoring.resolver.js';
import { OverviewReads } from './overview-reads.js';
import { RollUpMetrics } from './roll-up-metrics.js';
import { WatchProcess } from './watch-process.js';
import { WatchQueues } from './watch-queues.js';
import { WatchTraffic } from './watch-traffic.js';

@Module({
  providers: [
    AnnotationReads,
    KeepMetrics,
    MeasureMedia,
    MetricLayouts,
    MetricReads,
    MonitoringResolver,
    OverviewReads,
    RollUpMetrics,
    WatchProcess,
    WatchQueues,
    WatchTraffic,
  ],
  exports: [KeepMetrics, MeasureMedia, MetricReads, RollUpMetrics, WatchQueues],
})
export class MonitoringModule {}
