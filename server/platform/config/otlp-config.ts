import { z } from 'zod';

/** Where one kind of signal goes. */
export type SignalTarget = { readonly url: string; readonly headers: Readonly<Record<string, string>> };

/** Where traces and metrics go over OTLP/HTTP, by OpenTelemetry's own variables. */
export type OtlpConfig = {
  readonly serviceName: string;
  readonly resource: Readonly<Record<string, string>>;
  readonly traces: SignalTarget | undefined;
  readonly metrics: SignalTarget | undefined;
  readonly sampler: (typeof SAMPLERS)[number];
  /** In [0, 1]. */
  readonly samplerRatio: number;
  readonly timeoutMs: number;
  readonly spanDelayMs: number;
  readonly metricIntervalMs: number;
};

const SAMPLERS = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const;

const address = z
  .string()
  .refine((value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol), 'http://host:4318');
const pairs = z.string().transform((list, context) => {
  const entries = list
    .split(',')
    .filter((entry) => entry.trim() !== '')
    .map((entry) => {
      const at = entry.indexOf('=');
      return [at < 0 ? '' : entry.slice(0, at).trim(), decoded(entry.slice(at + 1).trim())] as const;
    });
  if (entries.every(([name]) => name !== '')) return Object.fromEntries(entries);
  context.addIssue({ code: 'custom', message: 'name=value, separated by commas' });
  return z.NEVER;
});
const milliseconds = (usual: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, 'milliseconds, at least 1')
    .transform(Number)
    .refine((value) => value >= 1, 'milliseconds, at least 1')
    .default(usual);
const exporter = z.enum(['otlp', 'none'], 'otlp or none').default('otlp');

/** OpenTelemetry's own variables, as far as they are heeded. */
export const otlpEnvironment = {
  OTEL_SDK_DISABLED: z.enum(['true', 'false'], 'true or false').default('false'),
  OTEL_EXPORTER_OTLP_ENDPOINT: address.optional(),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: address.optional(),
  OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: address.optional(),
  OTEL_EXPORTER_OTLP_HEADERS: pairs.default({}),
  OTEL_EXPORTER_OTLP_TIMEOUT: milliseconds(10_000),
  // Collectors take JSON on the port that they take protobuf on.
  OTEL_EXPORTER_OTLP_PROTOCOL: z
    .enum(['http/json', 'http/protobuf'], 'http/json (grpc is not spoken)')
    .default('http/json'),
  OTEL_TRACES_EXPORTER: exporter,
  OTEL_METRICS_EXPORTER: exporter,
  OTEL_SERVICE_NAME: z.string().max(200).default('handrail'),
  OTEL_RESOURCE_ATTRIBUTES: pairs.default({}),
  OTEL_TRACES_SAMPLER: z.enum(SAMPLERS, SAMPLERS.join(', ')).default('parentbased_always_on'),
  OTEL_TRACES_SAMPLER_ARG: z
    .string()
    .regex(/^(0(\.\d+)?|1(\.0+)?)$/, 'a share from 0 to 1')
    .transform(Number)
    .default(1),
  OTEL_BSP_SCHEDULE_DELAY: milliseconds(5000),
  OTEL_METRIC_EXPORT_INTERVAL: milliseconds(60_000),
};
type Environment = z.output<z.ZodObject<typeof otlpEnvironment>>;

/** Undefined where nothing is to be sent. */
export function otlpOf(environment: Environment): OtlpConfig | undefined {
  const { OTEL_EXPORTER_OTLP_HEADERS: headers, OTEL_EXPORTER_OTLP_ENDPOINT: base } = environment;
  const target = (own: string | undefined, path: string, kind: 'otlp' | 'none'): SignalTarget | undefined => {
    const url = own ?? (base === undefined ? undefined : `${base.replace(/\/$/, '')}/${path}`);
    return url === undefined || kind === 'none' ? undefined : { url, headers };
  };
  const traces = target(environment.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT, 'v1/traces', environment.OTEL_TRACES_EXPORTER);
  const metrics = target(
    environment.OTEL_EXPORTER_OTLP_METRICS_ENDPOINT,
    'v1/metrics',
    environment.OTEL_METRICS_EXPORTER,
  );
  if (environment.OTEL_SDK_DISABLED === 'true' || (!traces && !metrics)) return undefined;
  return {
    serviceName: environment.OTEL_SERVICE_NAME,
    resource: environment.OTEL_RESOURCE_ATTRIBUTES,
    traces,
    metrics,
    sampler: environment.OTEL_TRACES_SAMPLER,
    samplerRatio: environment.OTEL_TRACES_SAMPLER_ARG,
    timeoutMs: environment.OTEL_EXPORTER_OTLP_TIMEOUT,
    spanDelayMs: environment.OTEL_BSP_SCHEDULE_DELAY,
    metricIntervalMs: environment.OTEL_METRIC_EXPORT_INTERVAL,
  };
}

/** Values may be percent-encoded. */
function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    // It is meant as it stands.
    return value;
  }
}
