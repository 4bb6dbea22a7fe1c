import { Args, ID, Int, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '@handrail/shared/contracts';
import { Allow, CurrentActor } from '../platform/access/index.js';
import { AnnotationReads } from './annotation-reads.js';
import { MetricReads } from './metric-reads.js';
import {
  Annotation,
  ManyMetricSeriesArgs,
  MetricCatalogue,
  MetricSeries,
  MetricSeriesArgs,
  MonitoringOverview,
} from './monitoring.types.js';
import { OverviewReads } from './overview-reads.js';

const DAY_HOURS = 24;

@Resolver()
export class MonitoringResolver {
  constructor(
    private readonly reads: MetricReads,
    private readonly overviews: OverviewReads,
    private readonly annotated: AnnotationReads,
  ) {}

  @Allow({ permission: 'monitoring:read' })
  @Query(() => MetricCatalogue, { description: 'All that is watched, with what has been seen of it.' })
  metrics(
    @CurrentActor() actor: Actor,
    @Args('projectId', { type: () => ID }) projectId: string,
  ): Promise<MetricCatalogue> {
    return this.reads.catalogue(actor, projectId);
  }

  @Allow({ permission: 'monitoring:read' })
  @Query(() => MetricSeries, { description: 'A metric over time; at most 1,500 buckets.' })
  metricSeries(@CurrentActor() actor: Actor, @Args() { version, ...asked }: MetricSeriesArgs): Promise<MetricSeries> {
    return this.reads.series(actor, { ...asked, decider: version });
  }

  @Allow({ permission: 'monitoring:read' })
  @Query(() => [MetricSeries], {
    description: 'Metrics over the same time, in the order asked; of each part 6 lines if not said otherwise.',
  })
  manyMetricSeries(
    @CurrentActor() actor: Actor,
    @Args() { version, ...asked }: ManyMetricSeriesArgs,
  ): Promise<MetricSeries[]> {
    return this.reads.manySeries(actor, { ...asked, decider: version });
  }

  @Allow({ permission: 'monitoring:read' })
  @Query(() => MonitoringOverview, { description: 'Is it all right? The hours before now beside as many before them.' })
  monitoringOverview(
    @CurrentActor() actor: Actor,
    @Args('projectId', { type: () => ID }) projectId: string,
    @Args('hours', { type: () => Int, nullable: true, description: '1 to 720, 24 by default.' }) hours?: number,
  ): Promise<MonitoringOverview> {
    return this.overviews.overview(actor, projectId, hours ?? DAY_HOURS);
  }

  @Allow({ permission: 'monitoring:read' })
  @Query(() => [Annotation], { description: 'What was done in this time, oldest first; the latest 500.' })
  annotations(
    @CurrentActor() actor: Actor,
    @Args('projectId', { type: () => ID }) projectId: string,
    @Args('from', { type: () => Date }) from: Date,
    @Args('to', { type: () => Date }) to: Date,
  ): Promise<Annotation[]> {
    return this.annotated.list(actor, { projectId, from, to });
  }
}
