import { MIGRATIONS } from '@handrail/migrations';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { heardElsewhere } from '../failures/heard.js';

const LOCK = 7_268_242_001;
const TABLE = 'migration';

/**
 * Brings the database to this version. One process migrates while others wait on an advisory lock (the runner itself
 * takes none).
 *
 * @throws Error when the database was migrated by a newer Handrail than this one.
 */
export async function runMigrations(url: string): Promise<void> {
  const guard = heardElsewhere(new pg.Client({ connectionString: url }));
  await guard.connect();
  try {
    await guard.query('select pg_advisory_lock($1)', [LOCK]);
    const source = new DataSource({
      type: 'postgres',
      url,
      migrations: MIGRATIONS,
      migrationsTableName: TABLE,
      synchronize: false,
      poolSize: 2,
    });
    await source.initialize();
    try {
      await refuseNewer(guard);
      await source.runMigrations({ transaction: 'each' });
    } finally {
      await source.destroy();
    }
  } finally {
    await guard.end();
  }
}

async function refuseNewer(client: pg.Client): Promise<void> {
  const known = new Set<string>(MIGRATIONS.map((migration) => new migration().name));
  const exists = await client.query(`select to_regclass($1) as name`, [TABLE]);
  if ((exists.rows[0] as { name: string | null }).name === null) return;
  const { rows } = await client.query<{ name: string }>(`select name from ${TABLE}`);
  const newer = rows.filter(({ name }) => !known.has(name)).map(({ name }) => name);
  if (newer.length > 0) {
    throw new Error(
      `The database was migrated by a newer Handrail (${newer.join(', ')}). Start that version, or restore a backup.`,
    );
  }
}
