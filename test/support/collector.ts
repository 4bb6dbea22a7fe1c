import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

type Value = { stringValue?: string; intValue?: number | string; boolValue?: boolean };
type Attribute = { key: string; value: Value };
type Spans = {
  resourceSpans: {
    resource: { attributes: Attribute[] };
    scopeSpans: {
      spans: (Omit<Span, 'attributes' | 'links'> & {
        attributes: Attribute[];
        links?: { traceId: string; spanId: string }[];
      })[];
    }[];
  }[];
};
export type Metric = {
  name: string;
  unit: string;
  sum?: { isMonotonic: boolean; dataPoints: { asDouble?: number; asInt?: number; attributes: Attribute[] }[] };
  gauge?: { dataPoints: object[] };
  histogram?: { dataPoints: { count: number | string; bucketCounts: (number | string)[]; explicitBounds: number[] }[] };
};
type Metrics = { resourceMetrics: { scopeMetrics: { metrics: Metric[] }[] }[] };

/** A span as OTLP's JSON has it, with its attributes as a record. */
export type Span = {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  /** Nanoseconds since 1970. */
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  /** 2 server, 3 client, 4 producer, 5 consumer. */
  readonly kind: number;
  readonly attributes: Readonly<Record<string, string>>;
  readonly links: readonly { readonly traceId: string; readonly spanId: string }[];
};

/** Takes what is sent over OTLP/HTTP in its JSON form, as a collector does, and keeps it. */
export class Collector {
  readonly spans: Span[] = [];
  /** What came last, by name. */
  readonly metrics = new Map<string, Metric>();
  readonly resources: Readonly<Record<string, string>>[] = [];
  readonly headers: IncomingMessage['headers'][] = [];

  private constructor(private readonly server: Server) {}

  static async start(): Promise<Collector> {
    const server = createServer();
    const collector = new Collector(server);
    server.on('request', (request: IncomingMessage, reply) => {
      void collector.take(request).then((status) => {
        reply.writeHead(status, { 'content-type': 'application/json' }).end('{}');
      });
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    return collector;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  of(traceId: string): Span[] {
    return this.spans.filter((span) => span.traceId === traceId);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }

  private async take(request: IncomingMessage): Promise<number> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (request.headers['content-type'] !== 'application/json') return 415;
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString());
    this.headers.push(request.headers);
    if (request.url === '/v1/traces') this.takeSpans(body as Spans);
    else if (request.url === '/v1/metrics') this.takeMetrics(body as Metrics);
    else return 404;
    return 200;
  }

  private takeSpans({ resourceSpans }: Spans): void {
    for (const { resource, scopeSpans } of resourceSpans) {
      this.resources.push(recordOf(resource.attributes));
      for (const { spans } of scopeSpans)
        this.spans.push(
          ...spans.map((span) => ({ ...span, attributes: recordOf(span.attributes), links: span.links ?? [] })),
        );
    }
  }

  private takeMetrics({ resourceMetrics }: Metrics): void {
    for (const { scopeMetrics } of resourceMetrics)
      for (const { metrics } of scopeMetrics) for (const metric of metrics) this.metrics.set(metric.name, metric);
  }
}

export function recordOf(attributes: readonly Attribute[]): Record<string, string> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, String(Object.values(value)[0])]));
}
