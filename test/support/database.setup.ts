import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../server/dist/platform/database/index.js';
import { MIGRATED } from './migrated.js';
import { runMigrations } from '../../server/dist/platform/migrations/index.js';

declare module 'vitest' {
  interface ProvidedContext {
    databaseUrl: string;
  }
}

/** Files run side by side, and some start several servers. */
const CONNECTIONS = 200;

/** One real PostgreSQL for the run; each file makes its own database in it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'handrail-test-'));
  // The database's account must be able to enter, or its programs would be staged elsewhere.
  chmodSync(folder, 0o755);
  const database = await startEmbeddedPostgres(folder, undefined, CONNECTIONS);
  await withoutSync(database.url);
  await makeTemplate(database.url);
  project.provide('databaseUrl', database.url);
  return async () => {
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}

/** What survives the death of processes, as tests have it, does not need the disk to have it; only power cuts do. */
async function withoutSync(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  for (const setting of ['fsync', 'full_page_writes']) await client.query(`alter system set ${setting} = off`);
  await client.query('select pg_reload_conf()');
  await client.end();
}

async function makeTemplate(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(`create database ${MIGRATED}`);
  const url = new URL(databaseUrl);
  url.pathname = `/${MIGRATED}`;
  await runMigrations(url.href);
  // Nobody may be connected to what is copied.
  await client.query(`alter database ${MIGRATED} with allow_connections false`);
  await client.end();
}
