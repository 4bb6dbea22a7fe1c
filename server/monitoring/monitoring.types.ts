import { ArgsType, Field, Float, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import {
  LIMIT_KINDS,
  METRIC_GROUPS,
  METRIC_KINDS,
  MONITORING_VERDICTS,
  RESOLUTIONS,
  type LimitKind,
  type MetricGroup,
  type MetricKind,
  type MonitoringVerdict,
  type Resolution,
} from '@handrail/shared/monitoring';
import { ANNOTATION_KINDS, type AnnotationKind } from './annotation-reads.js';
import { SPLITS, type SplitBy } from './metric-lines.js';

const enumOf = <T extends string>(values: readonly T[]): { [V in T]: V } =>
  // The keys are the values, which the compiler cannot see.
  Object.fromEntries(values.map((value) => [value, value])) as { [V in T]: V };

const MetricGroupEnum = enumOf(METRIC_GROUPS);
const MetricKindEnum = enumOf(METRIC_KINDS);
const ResolutionEnum = enumOf(RESOLUTIONS);
const SplitEnum = enumOf(SPLITS);
const VerdictEnum = enumOf(MONITORING_VERDICTS);
const LimitKindEnum = enumOf(LIMIT_KINDS);
const AnnotationKindEnum = enumOf(ANNOTATION_KINDS);
registerEnumType(MetricGroupEnum, {
  name: 'MetricGroup',
  description: 'Machines, what comes in, what goes out, people.',
});
registerEnumType(MetricKindEnum, {
  name: 'MetricKind',
  description:
    'COUNT: events a minute. RATE: a share in [0, 1]. VALUES: a mean and quantiles. SHARES: the share of each category. GAUGE: a level.',
});
registerEnumType(ResolutionEnum, { name: 'MetricResolution', description: 'Kept for 2, 95 and 1,200 days.' });
registerEnumType(SplitEnum, { name: 'MetricSplit', description: 'What gives lines of their own.' });
registerEnumType(VerdictEnum, { name: 'MonitoringVerdict', description: 'UNKNOWN: there is not enough to say.' });
registerEnumType(LimitKindEnum, { name: 'LimitKind' });
registerEnumType(AnnotationKindEnum, { name: 'AnnotationKind' });

@ObjectType({ description: 'Something that Handrail watches in every project.' })
export class Metric {
  @Field(() => ID) id: string;
  @Field(() => MetricGroupEnum) group: MetricGroup;
  @Field(() => MetricKindEnum) kind: MetricKind;
  @Field(() => String) title: string;
  @Field(() => String) description: string;
  @Field(() => String, { description: 'Empty for shares and numbers without one.' }) unit: string;
  @Field(() => String, { nullable: true, description: 'What parts are; null: there are none.' }) partOf: string | null;
  @Field(() => [String], { description: 'Seen so far.' }) parts: readonly string[];
  @Field(() => Boolean, { description: 'Of the processes: the same in every project.' }) isOfProcess: boolean;
}

@ObjectType({ description: 'Of these more names came in 30 days than are kept apart; those beyond count as (other).' })
export class FullNames {
  @Field(() => String, { description: 'segment, decider or part.' }) kind: string;
  @Field(() => String, { description: 'Whose parts; empty for segments and deciders.' }) metric: string;
  @Field(() => Int, { description: 'So many are kept apart.' }) most: number;
}
@ObjectType()
export class MetricCatalogue {
  @Field(() => [Metric]) metrics: Metric[];
  @Field(() => [String], { description: 'Seen so far; beyond a bound they count as (other).' }) segments: string[];
  @Field(() => [String]) versions: string[];
  @Field(() => [String]) levels: string[];
  @Field(() => [FullNames], { description: 'Of what more names came than are kept apart.' })
  full: readonly FullNames[];
}

@ObjectType({ description: 'A bucket, or a whole range. Without a value there was nothing in it: a gap, not zero.' })
export class MetricPoint {
  @Field(() => Date, { description: 'Its start.' }) at: Date;
  @Field(() => Float) count: number;
  @Field(() => Float) missing: number;
  @Field(() => Float, { nullable: true }) value: number | null;
  @Field(() => Float, { nullable: true, description: '95 % interval of a share or a mean.' }) lower: number | null;
  @Field(() => Float, { nullable: true }) upper: number | null;
  @Field(() => Float, { nullable: true }) minimum: number | null;
  @Field(() => Float, { nullable: true }) maximum: number | null;
  @Field(() => Float, { nullable: true, description: 'To within 1 % of itself.' }) p50: number | null;
  @Field(() => Float, { nullable: true }) p95: number | null;
  @Field(() => Float, { nullable: true }) p99: number | null;
}

@ObjectType()
export class MetricLine {
  @Field(() => String, { nullable: true }) part: string | null;
  @Field(() => String, { nullable: true, description: 'Empty: of cases without one.' }) split: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'Whose share it is. other: rare in the reference; new: not in it.',
  })
  category: string | null;
  @Field(() => Int, { description: 'Also those that are left out.' }) linesOfPart: number;
  @Field(() => MetricPoint) total: MetricPoint;
  @Field(() => [MetricPoint]) points: readonly MetricPoint[];
}

@ObjectType()
export class MetricSeries {
  @Field(() => Metric) metric: Metric;
  @Field(() => ResolutionEnum) resolution: Resolution;
  @Field(() => Int) bucketSeconds: number;
  @Field(() => Date, { description: 'Rounded down to a bucket.' }) from: Date;
  @Field(() => Date) to: Date;
  @Field(() => [MetricLine], { description: 'The busiest ones, the busiest first.' }) lines: readonly MetricLine[];
  @Field(() => Int, { description: 'Of all lines, also those that are left out.' }) lineCount: number;
}

@ArgsType()
class AskedOfSeries {
  @Field(() => ID) projectId: string;
  @Field(() => Date) from: Date;
  @Field(() => Date) to: Date;
  @Field(() => ResolutionEnum, { nullable: true }) resolution?: Resolution;
  @Field(() => SplitEnum, { nullable: true }) by?: SplitBy;
  @Field(() => String, { nullable: true }) segment?: string;
  @Field(() => String, { nullable: true }) version?: string;
  @Field(() => String, { nullable: true }) level?: string;
  @Field(() => Int, { nullable: true, description: 'How many lines of each part at most: 1 to 60.' })
  mostOfPart?: number;
}

@ArgsType()
export class MetricSeriesArgs extends AskedOfSeries {
  @Field(() => String) metric: string;
  @Field(() => String, { nullable: true, description: 'Without it a line for every part.' }) part?: string;
}

@ArgsType()
export class ManyMetricSeriesArgs extends AskedOfSeries {
  @Field(() => [String], { description: 'At most 40.' }) metrics: string[];
}

@ObjectType()
export class OverviewFigure {
  @Field(() => ID) id: string;
  @Field(() => String) title: string;
  @Field(() => String) unit: string;
  @Field(() => String) metric: string;
  @Field(() => String, { nullable: true }) part: string | null;
  @Field(() => Float, { nullable: true }) value: number | null;
  @Field(() => Float, { nullable: true }) lower: number | null;
  @Field(() => Float, { nullable: true }) upper: number | null;
  @Field(() => Float) count: number;
  @Field(() => Float, { nullable: true, description: 'Of as many hours before.' }) previous: number | null;
  @Field(() => Float, { nullable: true, description: 'Null: nothing limits it.' }) limit: number | null;
  @Field(() => LimitKindEnum, { nullable: true }) limitKind: LimitKind | null;
  @Field(() => VerdictEnum) verdict: MonitoringVerdict;
  @Field(() => String) reason: string;
  @Field(() => [MetricPoint]) trend: readonly MetricPoint[];
}

@ObjectType({ description: 'Whether all is right.' })
export class MonitoringOverview {
  @Field(() => Date) at: Date;
  @Field(() => Int) hours: number;
  @Field(() => VerdictEnum, { description: 'The worst of the figures.' }) verdict: MonitoringVerdict;
  @Field(() => String) sentence: string;
  @Field(() => [OverviewFigure]) figures: readonly OverviewFigure[];
}

@ObjectType({ description: 'Something that was done to the project, to be drawn on time axes.' })
export class Annotation {
  @Field(() => ID) id: string;
  @Field(() => AnnotationKindEnum) kind: AnnotationKind;
  @Field(() => Date) at: Date;
  @Field(() => String) title: string;
  @Field(() => String) detail: string;
  @Field(() => String) by: string;
  @Field(() => Int, { nullable: true }) policyVersion: number | null;
}
