import 'reflect-metadata';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.js';
import { ScoreBehind } from './decisions/index.js';
import { DemoTraffic, HandOverDemo, SeedDemo } from './demo/index.js';
import { AppConfig, ConfigError, loadConfig } from './platform/config/index.js';
import { startEmbeddedPostgres } from './platform/database/index.js';
import { FailureFilter } from './platform/graphql/index.js';
import { createHttpAdapter, serveWeb } from './platform/http/index.js';
import { createLog, type Log } from './platform/logging/index.js';
import { runMigrations } from './platform/migrations/index.js';
import { JobQueue } from './platform/queue/index.js';

/** A Handrail that runs. */
export type Running = {
  readonly url: string;
  readonly app: NestFastifyApplication;
  /** What the start prints. */
  readonly block: string;
  readonly close: () => Promise<void>;
};
type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Starts Handrail as the environment says: database, migrations, application, demo.
 *
 * @throws ConfigError or Error with one line that says what is wrong and what to do; nothing is left running then.
 */
export async function startHandrail(env: Environment, root: string): Promise<Running> {
  const config = loadConfig(env, root);
  const log = createLog(config.logLevel);
  const embedded = config.databaseUrl === undefined ? await startEmbeddedPostgres(config.dataDir) : undefined;
  try {
    const databaseUrl = embedded?.url ?? config.databaseUrl ?? '';
    await runMigrations(databaseUrl);
    const app = await createApp(config, databaseUrl, { log, root });
    const accounts = config.demo ? await app.get(SeedDemo).run() : [];
    await listen(app, config);
    startWork(app, config, log);
    const url = (await app.getUrl()).replace('[::1]', 'localhost');
    const close = async (): Promise<void> => {
      await app.close();
      await embedded?.stop();
    };
    return { url, app, block: startBlock(url, accounts), close };
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}

async function createApp(
  config: AppConfig,
  databaseUrl: string,
  { log, root }: { log: Log; root: string },
): Promise<NestFastifyApplication> {
  const module = AppModule.of({ databaseUrl, redisUrl: config.redisUrl, log });
  const app = await NestFactory.create<NestFastifyApplication>(module, createHttpAdapter(log), {
    logger: ['error', 'fatal'],
    bodyParser: false,
    abortOnError: false,
  });
  try {
    app.useGlobalFilters(new FailureFilter(log));
    await serveWeb(app, join(root, 'web', 'dist'));
    await app.init();
    return app;
  } catch (error) {
    // What it has opened must be closed before the database under it goes.
    await app.close();
    throw error;
  }
}

function startWork(app: NestFastifyApplication, config: AppConfig, log: Log): void {
  if (config.role === 'api') return;
  app.get(JobQueue).startWorking();
  app.get(ScoreBehind).start((error) => log.warn({ err: error }, 'predicting behind the answer goes on later'));
  if (!config.demo) return;
  const report = (error: unknown): void => log.warn({ err: error }, 'the demo cannot go on');
  void app.get(HandOverDemo).run().catch(report);
  app.get(DemoTraffic).start(report);
}

async function listen(app: NestFastifyApplication, config: AppConfig): Promise<void> {
  try {
    await app.listen(config.port, config.host);
  } catch (error) {
    await app.close();
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new ConfigError(
      `PORT ${config.port} is taken on ${config.host}. Set PORT to a free one, for example PORT=${config.port + 1} npm start.`,
    );
  }
}

function startBlock(url: string, accounts: readonly { email: string; password: string; title: string }[]): string {
  const lines = accounts.map(({ email, password, title }) => `  ${title.padEnd(15)} ${email.padEnd(28)} ${password}`);
  const demo = lines.length === 0 ? [] : ['', '  Sign in to the demo as', ...lines];
  return ['', `  Handrail is ready: ${url}`, ...demo, '', '  Ctrl-C stops it.', ''].join('\n');
}

/** Runs until a signal comes. Exits with 0 after a clean stop, 1 when the start failed. */
export async function runUntilStopped(env: Environment, root: string): Promise<void> {
  let running: Running | undefined;
  let isStopping = false;
  const stop = (): void => {
    if (isStopping) process.exit(1);
    isStopping = true;
    void (running?.close() ?? Promise.resolve()).then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  try {
    running = await startHandrail(env, root);
    process.stdout.write(`${running.block}\n`);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}
