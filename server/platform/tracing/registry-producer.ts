import type { HrTime } from '@opentelemetry/api';
import { hrTime } from '@opentelemetry/core';
import type { Resource } from '@opentelemetry/resources';
import {
  AggregationTemporality,
  DataPointType,
  type CollectionResult,
  type MetricData,
  type MetricProducer,
} from '@opentelemetry/sdk-metrics';
import type { MetricObjectWithValues, MetricValue, MetricValueWithName, Registry } from 'prom-client';

type Labels = Readonly<Record<string, string | number>>;
type Sample = { readonly value: number; readonly labels: Labels; readonly metricName?: string | undefined };
type Times = { readonly startTime: HrTime; readonly endTime: HrTime };

/** The registry of `/metrics` as OpenTelemetry sees it, so that both tell the same and nothing is counted twice. */
export class RegistryProducer implements MetricProducer {
  private readonly started = hrTime();

  constructor(
    private readonly registry: Registry,
    private readonly resource: Resource,
  ) {}

  async collect(): Promise<CollectionResult> {
    const times = { startTime: this.started, endTime: hrTime() };
    const found = (await this.registry.getMetricsAsJSON()) as MetricObjectWithValues<
      MetricValue<string> | MetricValueWithName<string>
    >[];
    const metrics = found.flatMap((metric) => toMetric(metric, times) ?? []);
    return {
      resourceMetrics: { resource: this.resource, scopeMetrics: [{ scope: { name: 'handrail' }, metrics }] },
      errors: [],
    };
  }
}

function toMetric(
  { name, help, type, values }: MetricObjectWithValues<MetricValue<string>>,
  times: Times,
): MetricData | undefined {
  const descriptor = { name, description: help, unit: unitOf(name), valueType: 1, advice: {} } as const;
  const common = { descriptor, aggregationTemporality: AggregationTemporality.CUMULATIVE };
  const samples: Sample[] = values.map((value) => ({ ...value, labels: labelsOf(value.labels) }));
  // prom-client says the kind as a word.
  const kind = String(type);
  if (kind === 'histogram')
    return { ...common, dataPointType: DataPointType.HISTOGRAM, dataPoints: histograms(samples, times) };
  if (kind === 'summary') return undefined;
  const dataPoints = samples.map(({ value, labels }) => ({ ...times, attributes: labels, value }));
  return kind === 'counter'
    ? { ...common, dataPointType: DataPointType.SUM, isMonotonic: true, dataPoints }
    : { ...common, dataPointType: DataPointType.GAUGE, dataPoints };
}

/** Prometheus counts up to each bound; OpenTelemetry counts between bounds. */
function histograms(
  samples: readonly Sample[],
  times: Times,
): Extract<MetricData, { dataPointType: DataPointType.HISTOGRAM }>['dataPoints'] {
  const series = new Map<
    string,
    { labels: Labels; upTo: [bound: number, count: number][]; sum: number; count: number }
  >();
  for (const { value, labels, metricName = '' } of samples) {
    const { le, ...own } = labels;
    const key = JSON.stringify(own);
    const one = series.get(key) ?? { labels: own, upTo: [], sum: 0, count: 0 };
    series.set(key, one);
    if (metricName.endsWith('_sum')) one.sum = value;
    else if (metricName.endsWith('_count')) one.count = value;
    else if (le !== undefined && le !== '+Inf') one.upTo.push([Number(le), value]);
  }
  return [...series.values()].map(({ labels, upTo, sum, count }) => {
    const sorted = upTo.sort(([a], [b]) => a - b);
    const counts = [...sorted.map(([, below]) => below), count].map(
      (below, index, all) => below - (all[index - 1] ?? 0),
    );
    const buckets = { boundaries: sorted.map(([bound]) => bound), counts };
    return { ...times, attributes: labels, value: { buckets, sum, count } };
  });
}

function labelsOf(labels: Partial<Record<string, string | number>>): Labels {
  return Object.fromEntries(
    Object.entries(labels).filter((entry): entry is [string, string | number] => entry[1] != null),
  );
}

/** UCUM, from the name that Prometheus' rules ask for. */
function unitOf(name: string): string {
  if (/_seconds(_total)?$/.test(name)) return 's';
  return /_bytes(_total)?$/.test(name) ? 'By' : '1';
}
