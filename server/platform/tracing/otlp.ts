import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, type Context, type Tracer } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes, type Resource } from '@opentelemetry/resources';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
  type Sampler,
} from '@opentelemetry/sdk-trace';
import type { Registry } from 'prom-client';
import type { OtlpConfig, SignalTarget } from '../config/index.js';
import { RegistryProducer } from './registry-producer.js';
import { traceWith, type Carrier, type OpenSpan, type SpanOptions, type TraceEngine } from './tracing.js';

const KINDS = {
  internal: SpanKind.INTERNAL,
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
} as const;

/** What sends this process's traces and metrics to a collector. */
export type Exporting = {
  /** Begins to send a registry's metrics, as often as configured. */
  readonly exportMetrics: (registry: Registry) => void;
  /** Sends what is left, and records nothing more. */
  readonly close: () => Promise<void>;
};

/** Begins to record spans and to send them. A collector that is away loses spans and holds nothing up. */
export function startOtlp(config: OtlpConfig): Exporting {
  const resource = resourceFromAttributes({ ...config.resource, 'service.name': config.serviceName });
  const closing: (() => Promise<void>)[] = [];
  if (config.traces) closing.push(startTraces(config, config.traces, resource));
  return {
    exportMetrics: (registry) => {
      if (config.metrics) closing.push(startMetrics(config, config.metrics, { resource, registry }));
    },
    close: async () => {
      traceWith(undefined);
      await Promise.allSettled(closing.map((close) => close()));
    },
  };
}

function startTraces(config: OtlpConfig, target: SignalTarget, resource: Resource): () => Promise<void> {
  const exporter = new OTLPTraceExporter({ ...target, timeoutMillis: config.timeoutMs });
  const processor = new BatchSpanProcessor({ exporter, scheduledDelayMillis: config.spanDelayMs });
  const provider = new TracerProvider({ resource, sampler: samplerOf(config), spanProcessors: [processor] });
  const contexts = new AsyncLocalStorageContextManager().enable();
  traceWith(new Engine(provider.getTracer('handrail'), contexts));
  return async () => {
    await provider.shutdown();
    contexts.disable();
  };
}

function startMetrics(
  config: OtlpConfig,
  target: SignalTarget,
  { resource, registry }: { resource: Resource; registry: Registry },
): () => Promise<void> {
  const reader = new PeriodicExportingMetricReader({
    exporter: new OTLPMetricExporter({ ...target, timeoutMillis: config.timeoutMs }),
    exportIntervalMillis: config.metricIntervalMs,
    exportTimeoutMillis: Math.min(config.timeoutMs, config.metricIntervalMs),
    metricProducers: [new RegistryProducer(registry, resource)],
  });
  const provider = new MeterProvider({ resource, readers: [reader] });
  return () => provider.shutdown();
}

class Engine implements TraceEngine {
  private readonly propagator = new W3CTraceContextPropagator();

  constructor(
    private readonly tracer: Tracer,
    private readonly contexts: AsyncLocalStorageContextManager,
  ) {}

  open(name: string, { kind = 'internal', attributes = {}, parent, links = [] }: SpanOptions): OpenSpan {
    const around = parent === undefined ? this.contexts.active() : this.contextOf(parent);
    const linked = links.flatMap((carrier) => {
      const context = trace.getSpanContext(this.contextOf(carrier));
      return context ? [{ context }] : [];
    });
    const span = this.tracer.startSpan(name, { kind: KINDS[kind], attributes, links: linked }, around);
    const inside = trace.setSpan(around, span);
    return {
      carrier: this.carrierOf(inside),
      traceId: span.spanContext().traceId,
      within: (work) => this.contexts.with(inside, work),
      set: (more) => void span.setAttributes(more),
      fail: (error) => {
        span.setStatus({ code: SpanStatusCode.ERROR });
        span.setAttribute('error.type', error instanceof Error ? error.constructor.name : 'Error');
      },
      end: () => span.end(),
    };
  }

  current(): Carrier | undefined {
    const active = this.contexts.active();
    return trace.getSpan(active) ? this.carrierOf(active) : undefined;
  }

  private contextOf(carrier: Carrier): Context {
    return this.propagator.extract(ROOT_CONTEXT, carrier, {
      get: (from: Carrier, key) => from[key as keyof Carrier],
      keys: (from: Carrier) => Object.keys(from),
    });
  }

  private carrierOf(context: Context): Carrier {
    const carrier: { traceparent: string; tracestate?: string } = { traceparent: '' };
    this.propagator.inject(context, carrier, {
      set: (to: typeof carrier, key, value) => void (to[key as keyof typeof carrier] = value),
    });
    return carrier;
  }
}

function samplerOf({ sampler, samplerRatio }: OtlpConfig): Sampler {
  const root = sampler.endsWith('always_off')
    ? new AlwaysOffSampler()
    : sampler.endsWith('traceidratio')
      ? new TraceIdRatioBasedSampler(samplerRatio)
      : new AlwaysOnSampler();
  return sampler.startsWith('parentbased_') ? new ParentBasedSampler({ root }) : root;
}
