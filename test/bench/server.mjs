import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

if (process.send && process.env.BENCH_DATABASE) {
  const { startHandrail } = await import('../../server/dist/main.js');
  const { BENCH_DATABASE: DATABASE_URL, BENCH_FOLDER: HANDRAIL_DATA_DIR } = process.env;
  const secret = randomBytes(16).toString('hex');
  const more = JSON.parse(process.env.BENCH_SETTINGS ?? '{}');
  const given = { PORT: '0', DATABASE_URL, HANDRAIL_DATA_DIR, HANDRAIL_SECRET: secret, ...more };
  const running = await startHandrail(given, ROOT);
  process.send(running.url);
  process.on('message', () => running.close().then(() => process.exit(0)));
}

/**
 * PostgreSQL and a server of its own on it, in a folder that is removed afterwards. `settings`: of its environment.
 * `failsOnErrors`: throws at the end where the server has logged any.
 */
export async function withServer(run, settings = {}, { failsOnErrors = false } = {}) {
  const { startEmbeddedPostgres } = await import('../../server/dist/platform/database/index.js');
  const folder = mkdtempSync(join(tmpdir(), 'handrail-bench-'));
  chmodSync(folder, 0o755);
  const database = await startEmbeddedPostgres(folder);
  let server;
  try {
    const env = {
      ...process.env,
      // As `npm start` has it.
      MALLOC_ARENA_MAX: '2',
      BENCH_DATABASE: database.url,
      BENCH_FOLDER: join(folder, 'server'),
      BENCH_SETTINGS: JSON.stringify(settings),
    };
    server = fork(fileURLToPath(import.meta.url), { env, stdio: ['inherit', 'inherit', 'pipe', 'ipc'] });
    const errors = [];
    createInterface({ input: server.stderr }).on('line', (line) => {
      console.error(line);
      if (line.startsWith('{"level":"error"')) errors.push(line);
    });
    const url = await new Promise((resolve) => server.once('message', resolve));
    await run({ url, databaseUrl: database.url, pid: server.pid });
    server.send('stop');
    await new Promise((resolve) => server.once('close', resolve));
    if (failsOnErrors && errors.length > 0) throw new Error(`The server logged ${errors.length} errors.`);
  } finally {
    server?.kill('SIGKILL');
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

export const TEXT = { name: 'text', type: 'text' };
export const AMOUNT = { name: 'amount', type: 'number' };

/** An owner, a project for cases of these fields, and a key; `run` sends GraphQL as the owner. */
export async function furnish(url, scopes, fields) {
  let cookie = '';
  const run = async (query, variables) => {
    const answer = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-handrail-request': '1', cookie },
      body: JSON.stringify({ query, variables }),
    });
    cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? cookie;
    const { data, errors } = await answer.json();
    if (errors) throw new Error(errors[0].message);
    return data;
  };
  await run('mutation ($input: CreateFirstAdminInput!) { createFirstAdmin(input: $input) { __typename } }', {
    input: { name: 'Bench', email: 'bench@handrail.example', password: randomBytes(12).toString('hex') },
  });
  const inputSchema = { fields };
  const outputSchema = { kind: 'label', labels: [{ value: 'spam' }, { value: 'ham' }] };
  const { createProject } = await run(
    'mutation ($input: CreateProjectInput!) { createProject(input: $input) { id } }',
    { input: { slug: 'bench', name: 'Bench', inputSchema, outputSchema } },
  );
  const projectId = createProject.id;
  const { createApiKey } = await run(
    'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret } }',
    { input: { projectId, name: 'bench', scopes } },
  );
  return { run, projectId, key: createApiKey.secret };
}

/** Resident memory of a process now, MB. */
export function residentMb(pid) {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
}
