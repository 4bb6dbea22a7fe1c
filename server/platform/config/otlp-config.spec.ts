import { describe, expect, it } from 'vitest';
import { ConfigError, loadConfig, type OtlpConfig } from './index.js';

const otlp = (env: Record<string, string>): OtlpConfig | undefined => loadConfig(env, '/root-of-checkout').otlp;

describe('OpenTelemetry’s variables', () => {
  it.each<[string, Record<string, string>]>([
    ['nothing is set', {}],
    ['only what does not name a collector is set', { OTEL_SERVICE_NAME: 'x', OTEL_TRACES_SAMPLER: 'always_on' }],
    ['it is disabled', { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318', OTEL_SDK_DISABLED: 'true' }],
    [
      'both signals are left out',
      { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318', OTEL_TRACES_EXPORTER: 'none', OTEL_METRICS_EXPORTER: 'none' },
    ],
  ])('name no collector where %s', (_name, env) => {
    expect(otlp(env)).toBeUndefined();
  });

  it('say where each signal goes', () => {
    const headers = { authorization: 'Bearer a=b', 'x-t': '1' };
    expect(
      otlp({
        OTEL_EXPORTER_OTLP_ENDPOINT: 'https://c:4318/base/',
        OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: 'http://m:9/own',
        OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20a%3Db, x-t=1',
      }),
    ).toMatchObject({
      traces: { url: 'https://c:4318/base/v1/traces', headers },
      metrics: { url: 'http://m:9/own', headers },
      serviceName: 'handrail',
    });
    expect(otlp({ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://t:1/x' })).toMatchObject({
      traces: { url: 'http://t:1/x' },
      metrics: undefined,
    });
  });

  it.each([
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector:4318', 'http://host:4318'],
    ['OTEL_EXPORTER_OTLP_PROTOCOL', 'grpc', 'http/json'],
    ['OTEL_TRACES_SAMPLER', 'some', 'parentbased_traceidratio'],
    ['OTEL_TRACES_SAMPLER_ARG', '2', 'a share from 0 to 1'],
    ['OTEL_METRIC_EXPORT_INTERVAL', '0', 'at least 1'],
    ['OTEL_EXPORTER_OTLP_HEADERS', 'no pair 4711', 'name=value'],
  ])('%s=%s is refused in one line', (name, value, accepted) => {
    const refuse = (): unknown => loadConfig({ [name]: value }, '/root-of-checkout');
    expect(refuse).toThrow(ConfigError);
    expect(refuse).toThrow(accepted);
    if (name.endsWith('HEADERS')) expect(refuse).not.toThrow('4711');
  });
});
