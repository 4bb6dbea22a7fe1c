import { isIP } from 'node:net';
import { isAbsolute, resolve } from 'node:path';
import { z } from 'zod';
import { otlpEnvironment, otlpOf, type OtlpConfig } from './otlp-config.js';

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '::1']);

const wholeNumber = (minimum: number, maximum: number) =>
  z
    .string()
    .regex(/^\d+$/, `a whole number from ${minimum} to ${maximum}`)
    .transform(Number)
    .refine((value) => value >= minimum && value <= maximum, `a whole number from ${minimum} to ${maximum}`);

const url = (protocols: readonly string[], accepted: string) =>
  z.string().refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol), accepted);

/** One line, one address. */
const SENDER = /^(?:[^<>@"\p{Cc}]{1,100} <[^\s<>@]{1,64}@[^\s<>@]{1,200}>|[^\s<>@]{1,64}@[^\s<>@]{1,200})$/u;
const MAIL_ADDRESS = /^[^\s<>@]{1,64}@[^\s<>@]{1,200}$/;
const OPERATOR_LIST = 'e-mail addresses and https:// addresses, separated by commas';
const ADDRESS_LIST = 'host names, addresses or ranges such as 10.0.0.0/8, separated by commas';

function isAddressOrHost(entry: string): boolean {
  const [address = '', bits, ...more] = entry.split('/');
  const family = isIP(address);
  if (family === 0)
    return bits === undefined && /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/i.test(address) && !/^[\d.]+$/.test(address);
  if (bits === undefined) return true;
  return more.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= (family === 6 ? 128 : 32);
}

function isReachable(entry: string): boolean {
  if (MAIL_ADDRESS.test(entry) && !entry.includes('://')) return true;
  return URL.canParse(entry) && /^https?:$/.test(new URL(entry).protocol);
}

const environmentSchema = z.object({
  PORT: wholeNumber(0, 65535).default(3000),
  HOST: z.string().min(1, 'a host name or address').default('127.0.0.1'),
  DATABASE_URL: url(['postgres:', 'postgresql:'], 'postgres://user:password@host:port/database').optional(),
  REDIS_URL: url(['redis:', 'rediss:'], 'redis://host:port').optional(),
  HANDRAIL_DATA_DIR: z.string().min(1, 'a folder').default('.handrail'),
  HANDRAIL_ROLE: z.enum(['all', 'api', 'worker'], 'all, api or worker').default('all'),
  HANDRAIL_DEMO: z.enum(['on', 'off'], 'on or off').optional(),
  HANDRAIL_SECRET: z.string().min(16, 'at least 16 characters').optional(),
  HANDRAIL_TRAINER_MEMORY_MB: wholeNumber(128, 65536).default(1024),
  HANDRAIL_ALLOW_PRIVATE_ADDRESSES: z
    .string()
    .transform((list) => list.split(/[\s,]+/).filter((entry) => entry !== ''))
    .refine((entries) => entries.every(isAddressOrHost), ADDRESS_LIST)
    .default([]),
  HANDRAIL_ONNX_THREADS: wholeNumber(1, 32).default(1),
  HANDRAIL_EXPORT_DAYS: wholeNumber(1, 365).default(7),
  HANDRAIL_PUBLIC_URL: url(['http:', 'https:'], 'https://handrail.example')
    .transform((address) => address.replace(/\/+$/, ''))
    .optional(),
  HANDRAIL_OPERATORS: z
    .string()
    .transform((list) => list.split(/[\s,]+/).filter((entry) => entry !== ''))
    .refine((entries) => entries.every(isReachable), OPERATOR_LIST)
    .default([]),
  HANDRAIL_SMTP_URL: url(['smtp:', 'smtps:'], 'smtp://user:password@host:587').optional(),
  HANDRAIL_MAIL_FROM: z.string().regex(SENDER, 'an address, or Name <address>').optional(),
  HANDRAIL_METRICS: z.enum(['on', 'off'], 'on or off').default('on'),
  HANDRAIL_METRICS_TOKEN: z.string().min(16, 'at least 16 characters').optional(),
  HANDRAIL_LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'], 'fatal, error, warn, info, debug or silent')
    .default('warn'),
  HANDRAIL_LOG_INPUT: z.enum(['on', 'off'], 'on or off').default('off'),
  HANDRAIL_LOG_REDACT: z
    .string()
    .transform((list) => list.split(',').map((name) => name.trim()))
    .transform((names) => names.filter((name) => name !== ''))
    .default([]),
  ...otlpEnvironment,
});

const SECRET_VARIABLES = new Set([
  // Addresses of chats hold their secret.
  'HANDRAIL_OPERATORS',
  'DATABASE_URL',
  'REDIS_URL',
  'HANDRAIL_SECRET',
  'HANDRAIL_SMTP_URL',
  'OTEL_EXPORTER_OTLP_HEADERS',
]);

/** A start that cannot go on: one line for each variable that is wrong. */
export class ConfigError extends Error {}

/** The checked configuration. `secret` is undefined where it is to be generated into the data folder. */
export class AppConfig {
  readonly port: number;
  readonly host: string;
  readonly databaseUrl: string | undefined;
  readonly redisUrl: string | undefined;
  /** Absolute. */
  readonly dataDir: string;
  readonly role: 'all' | 'api' | 'worker';
  readonly demo: boolean;
  readonly secret: string | undefined;
  /** What the process of a training may take, in megabytes. */
  readonly trainerMemoryMb: number;
  /** Private addresses that deciders may be asked at all the same: hosts, addresses, ranges. */
  readonly allowPrivateAddresses: readonly string[];
  /** That each open ONNX model has; each holds the model once. */
  readonly onnxThreads: number;
  /** How long files of datasets are kept, in days. */
  readonly exportDays: number;
  /** Where people find Handrail, without a slash at its end; undefined: links in messages are left out. */
  readonly publicUrl: string | undefined;
  /** Who is told when background work stops: e-mail and web addresses. */
  readonly operators: readonly string[];
  /** Undefined: no e-mail is sent. */
  readonly mail: { readonly smtpUrl: string; readonly from: string } | undefined;
  /** Whether metrics of the live traffic are kept; what was kept can be read either way. */
  readonly metrics: boolean;
  /** Who shows it may read `/metrics`; undefined: only this machine may. */
  readonly metricsToken: string | undefined;
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'silent';
  /** Whether what is in a case is written to the log; never but where the operator asks for it. */
  readonly logInput: boolean;
  /** Fields of an input that are not written all the same. */
  readonly redactedFields: readonly string[];
  /** Undefined: no collector. */
  readonly otlp: OtlpConfig | undefined;

  constructor(environment: z.output<typeof environmentSchema>, root: string) {
    this.port = environment.PORT;
    this.host = environment.HOST;
    this.databaseUrl = environment.DATABASE_URL;
    this.redisUrl = environment.REDIS_URL;
    const { HANDRAIL_DATA_DIR: dataDir } = environment;
    this.dataDir = isAbsolute(dataDir) ? dataDir : resolve(root, dataDir);
    this.role = environment.HANDRAIL_ROLE;
    this.demo = demoAllowed(environment) && environment.HANDRAIL_DEMO !== 'off';
    this.secret = environment.HANDRAIL_SECRET;
    this.trainerMemoryMb = environment.HANDRAIL_TRAINER_MEMORY_MB;
    this.allowPrivateAddresses = environment.HANDRAIL_ALLOW_PRIVATE_ADDRESSES;
    this.onnxThreads = environment.HANDRAIL_ONNX_THREADS;
    this.exportDays = environment.HANDRAIL_EXPORT_DAYS;
    this.publicUrl = environment.HANDRAIL_PUBLIC_URL;
    this.operators = environment.HANDRAIL_OPERATORS;
    const { HANDRAIL_SMTP_URL: smtpUrl, HANDRAIL_MAIL_FROM: from } = environment;
    this.mail = smtpUrl === undefined || from === undefined ? undefined : { smtpUrl, from };
    this.metrics = environment.HANDRAIL_METRICS === 'on';
    this.metricsToken = environment.HANDRAIL_METRICS_TOKEN;
    this.logLevel = environment.HANDRAIL_LOG_LEVEL;
    this.logInput = environment.HANDRAIL_LOG_INPUT === 'on';
    this.redactedFields = environment.HANDRAIL_LOG_REDACT;
    this.otlp = otlpOf(environment);
    Object.freeze(this);
  }
}

/** The demo has sample accounts with known passwords: never beside a given database or on an open address. */
function demoAllowed(environment: { HOST: string; DATABASE_URL?: string | undefined }): boolean {
  return environment.DATABASE_URL === undefined && LOOPBACK.has(environment.HOST);
}

/**
 * Reads the configuration; `root` is the folder that a relative data folder starts from.
 *
 * @throws ConfigError with one line per wrong variable: its name, its value unless secret, and what is accepted.
 */
export function loadConfig(env: Readonly<Record<string, string | undefined>>, root: string): AppConfig {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = environmentSchema.safeParse(given);
  const lines = parsed.success
    ? crossChecks(parsed.data)
    : parsed.error.issues.map((issue) => line(String(issue.path[0]), given, issue.message));
  if (!parsed.success || lines.length > 0) throw new ConfigError(lines.join('\n'));
  return new AppConfig(parsed.data, root);
}

function crossChecks(environment: z.output<typeof environmentSchema>): string[] {
  const lines: string[] = [];
  if (environment.DATABASE_URL !== undefined && environment.HANDRAIL_SECRET === undefined) {
    lines.push('HANDRAIL_SECRET is missing: it is required when DATABASE_URL is given (at least 16 characters).');
  }
  if (environment.HANDRAIL_DEMO === 'on' && !demoAllowed(environment)) {
    lines.push(
      'HANDRAIL_DEMO=on is refused: the demo has known passwords, so it runs only with the embedded database and a loopback HOST.',
    );
  }
  if ((environment.HANDRAIL_SMTP_URL === undefined) !== (environment.HANDRAIL_MAIL_FROM === undefined)) {
    const missing = environment.HANDRAIL_SMTP_URL === undefined ? 'HANDRAIL_SMTP_URL' : 'HANDRAIL_MAIL_FROM';
    lines.push(`${missing} is missing: e-mail needs HANDRAIL_SMTP_URL and HANDRAIL_MAIL_FROM.`);
  }
  if (environment.HANDRAIL_OPERATORS.some((to) => !to.includes('://')) && environment.HANDRAIL_SMTP_URL === undefined)
    lines.push('HANDRAIL_SMTP_URL is missing: HANDRAIL_OPERATORS names an e-mail address.');
  return lines;
}

function line(name: string, given: Readonly<Record<string, unknown>>, accepted: string): string {
  const value = SECRET_VARIABLES.has(name) ? 'has a value that' : `is ${JSON.stringify(given[name])}, which`;
  return `${name} ${value} is not accepted; expected: ${accepted}.`;
}
