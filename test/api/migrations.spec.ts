import pg from 'pg';
import { DataSource } from 'typeorm';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { MIGRATIONS } from '../../migrations/dist/index.js';
import { runMigrations } from '../../server/dist/platform/migrations/index.js';
import { newDatabase } from '../support/handrail-process.js';
import { claim, createWorld, decide, submit } from '../support/world.js';

const open: { close: () => Promise<unknown> }[] = [];
afterEach(async () => {
  for (const { close } of open.splice(0)) await close();
});

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  open.push({ close: () => client.end() });
  return client;
}

/** The runner's own way back, one migration at a time. */
async function undo(url: string, count: number): Promise<void> {
  const source = new DataSource({ type: 'postgres', url, migrations: MIGRATIONS, migrationsTableName: 'migration' });
  await source.initialize();
  try {
    for (let step = 0; step < count; step += 1) await source.undoLastMigration({ transaction: 'each' });
  } finally {
    await source.destroy();
  }
}

/** Tables with their columns, constraints, indexes, triggers and functions, as the catalogue tells them. */
async function shapeOf(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ line: string }>(`
    select format('%s.%s %s %s %s', table_name, column_name, data_type, is_nullable, column_default) as line
      from information_schema.columns where table_schema = 'public' and table_name <> 'migration'
    union all select format('%s %s', conrelid::regclass, pg_get_constraintdef(oid)) from pg_constraint
      where connamespace = 'public'::regnamespace and conrelid <> coalesce(to_regclass('migration'), 0)
    union all select indexdef from pg_indexes where schemaname = 'public' and tablename <> 'migration'
    union all select pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
    union all select format('function %s', proname) from pg_proc where pronamespace = 'public'::regnamespace
    order by 1`);
  return rows.map(({ line }) => line);
}

describe('migrations', () => {
  it('go up, down and up again on an empty database, and leave nothing behind on the way down', async () => {
    const url = await newDatabase(inject('databaseUrl'));
    await runMigrations(url);
    const client = await connect(url);
    const first = await shapeOf(client);
    expect(first.length).toBeGreaterThan(100);
    await undo(url, MIGRATIONS.length);
    expect(await shapeOf(client)).toEqual([]);
    await runMigrations(url);
    expect(await shapeOf(client)).toEqual(first);
  });

  it('go down and up on a database with people, cases and labels; one step back keeps what it does not own', async () => {
    const world = await createWorld();
    const answers = [];
    for (let index = 0; index < 6; index += 1) answers.push(await decide(world, { input: { text: `case ${index}` } }));
    for (const review of await claim(world, world.reviewer)) await submit(world.reviewer, review, 'spam');
    const url = world.handrail.databaseUrl;
    await world.handrail.stop();
    const client = await connect(url);
    const shape = await shapeOf(client);
    const counts = async (): Promise<unknown> => {
      const { rows } = await client.query(
        'select (select count(*) from intake_case) as cases, (select count(*) from label) as labels, (select count(*) from person) as people',
      );
      return rows[0] as unknown;
    };
    const before = await counts();
    expect(before).toEqual({ cases: String(answers.length), labels: '3', people: '4' });
    await undo(url, 1);
    await runMigrations(url);
    expect(await counts()).toEqual(before);
    expect(await shapeOf(client)).toEqual(shape);
    await undo(url, MIGRATIONS.length);
    expect(await shapeOf(client)).toEqual([]);
    await runMigrations(url);
    expect(await shapeOf(client)).toEqual(shape);
  });

  it('run once when many processes start at the same time', async () => {
    const url = await newDatabase(inject('databaseUrl'));
    await Promise.all(Array.from({ length: 8 }, () => runMigrations(url)));
    const { rows } = await (await connect(url)).query<{ name: string }>('select name from migration order by id');
    expect(rows.map(({ name }) => name)).toEqual(MIGRATIONS.map((migration) => new migration().name));
  });

  it('refuse a database that a newer version has migrated, and change nothing in it', async () => {
    const url = await newDatabase(inject('databaseUrl'));
    await runMigrations(url);
    const client = await connect(url);
    await client.query(`insert into migration (timestamp, name) values (9999999999999, 'FromTheFuture9999999999999')`);
    const shape = await shapeOf(client);
    await expect(runMigrations(url)).rejects.toThrow(/newer Handrail \(FromTheFuture9999999999999\)/);
    expect(await shapeOf(client)).toEqual(shape);
  });
});
