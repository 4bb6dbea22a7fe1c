import pg from 'pg';
import { heardElsewhere } from '../failures/heard.js';

const OLDEST = 150_000;

/**
 * Makes sure that a given database can be reached and is not too old.
 *
 * @throws Error with one line that names DATABASE_URL and the reason, and shows neither address nor password.
 */
export async function refuseOldDatabase(url: string): Promise<void> {
  const client = heardElsewhere(new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 }));
  let version: string;
  try {
    await client.connect();
    const { rows } = await client.query<{ number: string; name: string }>(
      `select current_setting('server_version_num') as number, current_setting('server_version') as name`,
    );
    version = Number(rows[0]?.number) >= OLDEST ? '' : (rows[0]?.name ?? 'unknown');
  } catch (cause) {
    throw new Error(`DATABASE_URL leads to no database that answers: ${databaseFailure(cause)}.`, { cause });
  } finally {
    await client.end();
  }
  if (version !== '') throw new Error(`DATABASE_URL leads to PostgreSQL ${version}; expected: 15 or newer.`);
}

/** The reason in one line. A name with several addresses fails with one error for each. */
export function databaseFailure(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(databaseFailure).join('; ');
  const text = error instanceof Error ? error.message : String(error);
  return text.replaceAll(/\s+/g, ' ').trim();
}
