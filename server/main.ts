import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { TellPrometheus, WatchAlarms } from './alarms/index.js';
import { AppModule } from './app.module.js';
import { WatchExpiry, WatchSchedules } from './datasets/index.js';
import { WatchLabels } from './deciders/index.js';
import { ScoreBehind } from './decisions/index.js';
import { DemoTraffic, HandOverDemo, SeedDemo } from './demo/index.js';
import {
  FreezeReferences,
  KeepMetrics,
  LearnReferences,
  MeasureMedia,
  RollUpMetrics,
  WatchConcept,
  WatchDrift,
  WatchProcess,
  WatchQueues,
} from './monitoring/index.js';
import { Background } from './platform/background/index.js';
import { AppConfig, ConfigError, loadConfig } from './platform/config/index.js';
import { keptSecret, refuseOldDatabase, startEmbeddedPostgres } from './platform/database/index.js';
import { FailureFilter } from './platform/graphql/index.js';
import { createHttpAdapter, serveWeb } from './platform/http/index.js';
import { ForgetAnswers } from './platform/idempotency/index.js';
import { createLog, type Log } from './platform/logging/index.js';
import { runMigrations } from './platform/migrations/index.js';
import { JobQueue } from './platform/queue/index.js';
import { Telemetry } from './platform/telemetry/index.js';
import { RolloutEngine } from './rollouts/index.js';
import { WatchOutbox } from './webhooks/index.js';

/** A Handrail that runs. */
export type Running = {
  readonly url: string;
  readonly app: NestFastifyApplication;
  /** What the start prints. */
  readonly block: string;
  readonly close: () => Promise<void>;
};
type Environment = Readonly<Record<string, string | undefined>>;

/** What a process that works does again and again. */
const WORK = [
  WatchLabels,
  ScoreBehind,
  WatchSchedules,
  WatchExpiry,
  RolloutEngine,
  RollUpMetrics,
  FreezeReferences,
  MeasureMedia,
  WatchConcept,
  WatchDrift,
  WatchQueues,
  WatchAlarms,
  TellPrometheus,
  WatchOutbox,
  ForgetAnswers,
];

/** Longer than the requests and jobs under way take; what then still hangs is cut off. */
const CLOSE_DEADLINE_MS = 15_000;

/**
 * Starts Handrail as the environment says: database, migrations, application, demo. `signal` calls a start off at its
 * next step.
 *
 * @throws ConfigError or Error with one line that says what is wrong and what to do; nothing is left running then.
 */
export async function startHandrail(env: Environment, root: string, signal?: AbortSignal): Promise<Running> {
  const config = loadConfig(env, root);
  const log = createLog(config.logLevel, config.redactedFields);
  // Loaded only where a collector is configured.
  const exporting = config.otlp && (await import('./platform/tracing/otlp.js')).startOtlp(config.otlp);
  const { databaseUrl, stop: stopDatabase } = await openDatabase(config, log);
  let app: NestFastifyApplication | undefined;
  const close = async (): Promise<void> => {
    try {
      if (app) await within(CLOSE_DEADLINE_MS, app.close());
    } finally {
      await Promise.all([stopDatabase(), exporting && within(CLOSE_DEADLINE_MS, exporting.close())]);
    }
  };
  try {
    signal?.throwIfAborted();
    await runMigrations(databaseUrl);
    signal?.throwIfAborted();
    app = await createApp(config, databaseUrl, { log, root });
    exporting?.exportMetrics(app.get(Telemetry).registry);
    const accounts = config.demo ? await app.get(SeedDemo).run() : [];
    signal?.throwIfAborted();
    const url = await listen(app, config);
    startWork(app, config);
    return { url, app, block: startBlock(url, accounts), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openDatabase(config: AppConfig, log: Log): Promise<{ databaseUrl: string; stop: () => Promise<void> }> {
  const { databaseUrl } = config;
  if (databaseUrl === undefined) {
    const { url, stop } = await startEmbeddedPostgres(config.dataDir, (err) => log.warn({ err }, err.message));
    return { databaseUrl: url, stop };
  }
  await refuseOldDatabase(databaseUrl);
  return { databaseUrl, stop: () => Promise.resolve() };
}

/** Waits for `work`, but not longer. @throws Error when the time is over; `work` then goes on unheeded. */
async function within(milliseconds: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`Not stopped after ${milliseconds / 1000} s.`)), milliseconds);
  });
  await Promise.race([work, late]).finally(() => clearTimeout(timer));
}

async function createApp(
  config: AppConfig,
  databaseUrl: string,
  { log, root }: { log: Log; root: string },
): Promise<NestFastifyApplication> {
  // With a given database the configuration demands a secret: all processes on it must have the same.
  const secret = config.secret ?? keptSecret(config.dataDir, 'secret', () => randomBytes(32).toString('hex'));
  const module = AppModule.of({ config, databaseUrl, secret, log });
  const app = await NestFactory.create<NestFastifyApplication>(
    module,
    createHttpAdapter(log, { healthOnly: config.role === 'worker', metricsToken: config.metricsToken }),
    {
      logger: ['error', 'fatal'],
      bodyParser: false,
      abortOnError: false,
    },
  );
  try {
    app.useGlobalFilters(new FailureFilter(log));
    if (config.role !== 'worker') await serveWeb(app, join(root, 'web', 'dist'));
    await app.init();
    return app;
  } catch (error) {
    // What it has opened must be closed before the database under it goes.
    await app.close();
    throw error;
  }
}

/** What runs in the background of this process; what does not succeed is told by `Background`. */
function startWork(app: NestFastifyApplication, { role, demo }: AppConfig): void {
  const background = app.get(Background);
  for (const everywhere of [KeepMetrics, LearnReferences, WatchProcess]) app.get(everywhere).start(background);
  if (role === 'api') return;
  app.get(JobQueue).startWorking();
  for (const work of WORK) app.get<{ start(background: Background): void }>(work).start(background);
  if (demo) for (const work of [HandOverDemo, DemoTraffic]) app.get(work).start(background);
}

/**
 * Connections that may wait to be taken, as far as the system lets them: with fewer, one that comes in a crowd is dropped
 * and tries again a second later, and so does a question about the health.
 */
const BACKLOG = 4096;

/** Gives the address. Past Nest's own `listen`, which prints a failure before it throws it. */
async function listen(app: NestFastifyApplication, { port, host }: AppConfig): Promise<string> {
  try {
    const url = await app.getHttpAdapter().getInstance().listen({ port, host, backlog: BACKLOG });
    return url.replace('[::1]', 'localhost');
  } catch (error) {
    throw new ConfigError(whyNotListening({ port, host }, error as NodeJS.ErrnoException), { cause: error });
  }
}

function whyNotListening(
  { port, host }: Pick<AppConfig, 'port' | 'host'>,
  { code, message }: NodeJS.ErrnoException,
): string {
  const other = port < 65535 ? port + 1 : port - 1;
  if (code === 'EADDRINUSE')
    return `PORT ${port} is taken on ${host}. Set PORT to a free one, for example PORT=${other} npm start.`;
  if (code === 'EACCES') return `PORT ${port} needs rights that this user lacks. Set PORT to one above 1023.`;
  return `HOST is ${JSON.stringify(host)}, where nothing can listen (${code ?? message}); expected: a name or address of this machine.`;
}

function startBlock(url: string, accounts: readonly { email: string; password: string; title: string }[]): string {
  const lines = accounts.map(({ email, password, title }) => `  ${title.padEnd(15)} ${email.padEnd(28)} ${password}`);
  const demo = lines.length === 0 ? [] : ['', '  Sign in to the demo as', ...lines];
  return ['', `  Handrail is ready: ${url}`, ...demo, '', '  Ctrl-C stops it.', ''].join('\n');
}

/**
 * Runs until a signal comes, also while it still starts. Exits with 0 after a clean stop, 1 when the start failed or the
 * stop took too long. npm hands a terminal's Ctrl-C on a second time, so more signals change nothing.
 */
export async function runUntilStopped(env: Environment, root: string): Promise<void> {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort());
  process.once('uncaughtException', endByMistake);
  // Whoever watches over this process is gone: nobody would stop it any more.
  process.once('disconnect', () => stop.abort());
  let running: Running | undefined;
  try {
    running = await startHandrail(env, root, stop.signal);
    if (!stop.signal.aborted) process.stdout.write(`${running.block}\n`);
    process.send?.('ready');
    await stopped(stop.signal);
    await running.close();
    process.exit(0);
  } catch (error) {
    if (stop.signal.aborted && !running) process.exit(0);
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}

/** Node would print the error with all that it holds, such as the parameters of a statement. */
function endByMistake(error: unknown): never {
  createLog('fatal').fatal({ err: error }, 'nobody caught this; the process ends');
  process.exit(1);
}

/** Resolves at a signal, at once when it has come already. */
function stopped(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
