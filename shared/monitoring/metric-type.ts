import type { FieldType } from '../schema/index.js';

/** Where a metric belongs: the machines that run, what comes in, what goes out, the people. */
export const METRIC_GROUPS = ['SOFTWARE', 'INPUT', 'OUTPUT', 'PEOPLE'] as const;
export type MetricGroup = (typeof METRIC_GROUPS)[number];

/**
 * How the values of a metric are read. COUNT: events a minute. RATE: a share in [0, 1]. VALUES: a mean and quantiles.
 * SHARES: the share of each category. GAUGE: a level that was looked at now and then.
 */
export const METRIC_KINDS = ['COUNT', 'RATE', 'VALUES', 'SHARES', 'GAUGE'] as const;
export type MetricKind = (typeof METRIC_KINDS)[number];

/** What a series is split by beside its metric. */
export type PartOf = 'stage' | 'field' | 'process' | 'outcome' | 'kind' | 'propensity';

export type Metric = {
  readonly id: string;
  readonly group: MetricGroup;
  readonly kind: MetricKind;
  readonly title: string;
  readonly description: string;
  /** Of the value; empty for shares. */
  readonly unit: string;
  /** No value lies outside of them, and so no end of an interval; null: values may be any. */
  readonly bounds: readonly [number, number] | null;
  /** What `part` names; null where there are no parts. */
  readonly partOf: PartOf | null;
  /** True of the whole process rather than of one project. */
  readonly isOfProcess: boolean;
  /** True where it tells something that a machine said: kept from who answers reviews blindly while it is of few cases. */
  readonly revealsMachine: boolean;
  /** Read from the cells of another metric: the share of `missing` values, or of those that are new to the reference; or how many there are. */
  readonly readFrom: { readonly metric: string; readonly as: 'MISSING' | 'NEW' | 'COUNT' } | null;
  /** What the line of all processes is: the sum of their levels, or all that they saw as one; null: it would say nothing. */
  readonly together: 'SUM' | 'POOLED' | null;
  /** Only where the input has a field of these types; null: everywhere. */
  readonly ofFields: readonly FieldType[] | null;
};

/** A process looks at itself this often, milliseconds. */
export const LOOK_MS = 5000;

/** A metric as it is listed; its group follows from its id, and what is not said is the plain case. */
export type Given = Pick<Metric, 'id' | 'kind' | 'title' | 'description'> & Partial<Metric>;
