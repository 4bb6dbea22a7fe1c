/** Where a span stands: W3C Trace Context's headers, so that it can go along with a request or a job. */
export type Carrier = { readonly traceparent: string; readonly tracestate?: string | undefined };

export type SpanKind = 'internal' | 'server' | 'client' | 'producer' | 'consumer';
export type Attributes = Readonly<Record<string, string | number | boolean>>;

export type SpanOptions = {
  readonly kind?: SpanKind;
  readonly attributes?: Attributes;
  /** What it is part of; else the span that is under way here. */
  readonly parent?: Carrier | undefined;
  /** Other spans that it works for. */
  readonly links?: readonly Carrier[];
};

/** A span that has begun. */
export type OpenSpan = {
  readonly carrier: Carrier;
  readonly traceId: string;
  /** Runs what belongs to it: spans that begin in there are its children. */
  readonly within: <T>(work: () => T) => T;
  readonly set: (attributes: Attributes) => void;
  /** Notes a failure by its kind alone: messages may hold what somebody sent. */
  readonly fail: (error: unknown) => void;
  readonly end: () => void;
};

/** What records spans, where the operator wants any. */
export type TraceEngine = {
  readonly open: (name: string, options: SpanOptions) => OpenSpan;
  readonly current: () => Carrier | undefined;
};

/** One a process, as the flow of a request through it is one. */
let engine: TraceEngine | undefined;

/** Says what records spans from now on; undefined: nothing does. */
export function traceWith(given: TraceEngine | undefined): void {
  engine = given;
}

/** Whether spans are recorded; said before the application is made. */
export function isTracing(): boolean {
  return engine !== undefined;
}

/** Begins a span that ends elsewhere; undefined where nothing is recorded. */
export function openSpan(name: string, options: SpanOptions): OpenSpan | undefined {
  return engine?.open(name, options);
}

/** Where the span under way stands; undefined where there is none. */
export function currentTrace(): Carrier | undefined {
  return engine?.current();
}

/** Runs `work` in a span of its own. Where nothing is recorded it just runs. */
export function traced<T>(
  name: string,
  options: SpanOptions,
  work: (span: OpenSpan | undefined) => Promise<T>,
): Promise<T> {
  return engine ? inSpan(engine.open(name, options), work) : work(undefined);
}

/** As `traced`, but only as part of what is traced already: alone it would be noise. */
export function tracedInside<T>(
  describe: () => SpanOptions & { readonly name: string },
  work: (span: OpenSpan | undefined) => Promise<T>,
): Promise<T> {
  if (!engine?.current()) return work(undefined);
  const { name, ...options } = describe();
  return inSpan(engine.open(name, options), work);
}

async function inSpan<T>(span: OpenSpan, work: (span: OpenSpan) => Promise<T>): Promise<T> {
  try {
    return await span.within(() => work(span));
  } catch (error) {
    span.fail(error);
    throw error;
  } finally {
    span.end();
  }
}
