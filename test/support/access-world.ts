import { moveTo, claim, createWorld, decide, submit, type World } from './world.js';
import { PASSWORD, Session, TestHandrail } from './handrail.js';
import { moveRollout, registerCaller, startRollout } from './rollouts.js';
import type { Given } from './operation.js';
import type { Who } from '../../tools/access-table.mjs';
import { API_SCOPES, type ApiScope } from '../../shared/dist/contracts/index.js';
import { until } from './until.js';

/**
 * A project with one of everything that an operation can name, and somebody of each kind to ask for it. A new kind of thing gets its
 * id into `given`: with one that does not exist, those who may are told "not found" too.
 */
export type AccessWorld = {
  readonly world: World;
  readonly people: Readonly<Record<Who, Session>>;
  /** Every role, in another project. */
  readonly outsider: Session;
  /** By the one scope that it has. */
  readonly keys: ReadonlyMap<ApiScope, string>;
  /** With every scope, of another project. */
  readonly foreignKey: string;
  readonly given: Given & Readonly<Record<'caseId' | 'rolloutId' | 'trainingId' | 'importId' | 'exportId', string>>;
};

const OTHER = {
  slug: 'other',
  name: 'Other',
  inputSchema: { fields: [{ name: 'a', type: 'text', required: true }] },
  outputSchema: { kind: 'text' },
};

export async function createAccessWorld(): Promise<AccessWorld> {
  // Works for nobody once everything is made: a test looks at whether anything changes.
  const world = await createWorld({ HANDRAIL_ROLE: 'api' });
  const worker = await TestHandrail.at(world.handrail.databaseUrl, { HANDRAIL_METRICS: 'off' });
  const { admin, projectId } = world;
  const { createProject: other } = await admin.run<{ createProject: { id: string } }>(
    'mutation ($input: CreateProjectInput!) { createProject(input: $input) { id } }',
    { input: OTHER },
  );
  await addPerson(world, 'nobody');
  await addPerson(world, 'boss', projectId, ['ADMIN']);
  await addPerson(world, 'outsider', other.id, ['ADMIN', 'DATA_SCIENTIST', 'REVIEWER']);
  const keys = new Map<ApiScope, string>();
  for (const scope of API_SCOPES) keys.set(scope, await createKey(admin, projectId, [scope]));
  const foreignKey = await createKey(admin, other.id, API_SCOPES);
  const given = await createThings(world);
  await worker.stop();
  const [boss, nobody, outsider] = await Promise.all(
    ['boss', 'nobody', 'outsider'].map((name) => world.handrail.signIn(`${name}@t.example`)),
  );
  if (!boss || !nobody || !outsider) throw new Error('unreachable');
  // From here on the owner has no role, only the installation.
  await setRoles(boss, projectId, 'admin@t.example', []);
  await setRoles(outsider, other.id, 'admin@t.example', []);
  const people = {
    stranger: new Session(world.handrail.url),
    'signed in': nobody,
    REVIEWER: world.reviewer,
    DATA_SCIENTIST: world.scientist,
    ADMIN: boss,
    owner: admin,
  };
  return { world, people, outsider, keys, foreignKey, given };
}

async function addPerson({ admin }: World, name: string, projectId?: string, roles: string[] = []): Promise<void> {
  const email = `${name}@t.example`;
  await admin.run('mutation ($input: CreatePersonInput!) { createPerson(input: $input) { id } }', {
    input: { name, email, password: PASSWORD },
  });
  if (projectId !== undefined) await setRoles(admin, projectId, email, roles);
}

async function setRoles(as: Session, projectId: string, email: string, roles: string[]): Promise<void> {
  await as.run('mutation ($input: SetMemberRolesInput!) { setMemberRoles(input: $input) { roles } }', {
    input: { projectId, email, roles },
  });
}

/** Gives the secret. */
export async function createKey(as: Session, projectId: string, scopes: readonly ApiScope[]): Promise<string> {
  const { createApiKey } = await as.run<{ createApiKey: { secret: string } }>(
    'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret } }',
    {
      input: {
        projectId,
        name: scopes.join(' ').slice(0, 80),
        scopes: scopes.map((scope) => scope.toUpperCase().replace(':', '_')),
      },
    },
  );
  return createApiKey.secret;
}

async function createThings(world: World): Promise<AccessWorld['given']> {
  const { projectId, admin, reviewer, handrail } = world;
  const { body: answered } = await decide(world, { input: { text: 'answered' } });
  const [first] = await claim(world, reviewer);
  if (!first) throw new Error('nothing to claim');
  await submit(reviewer, first, 'ham');
  await decide(world, { input: { text: 'open' } });
  const [open] = await claim(world, reviewer);
  if (!open) throw new Error('nothing to claim');
  const { rows: labels } = await handrail.database.query<{ id: string }>('select id from label');
  const machine = await registerCaller(world, 'filter');
  const challenger = await registerCaller(world, 'newer');
  await moveTo(world, 'FULL_AUTOMATION', { incumbent: machine });
  const { rollout } = await startRollout(world, { challenger });
  const { trainDecider } = await admin.run<{ trainDecider: { training: { id: string } } }>(
    'mutation ($input: TrainDeciderInput!) { trainDecider(input: $input) { ... on TrainDeciderSuccess { training { id } } } }',
    { input: { projectId, name: 'filter' } },
  );
  await admin.run('mutation ($input: FreezeDatasetInput!) { freezeDataset(input: $input) { number } }', {
    input: { projectId, name: 'all', definition: {} },
  });
  await until('the dataset', async () => {
    const { datasetVersion } = await admin.run<{ datasetVersion: { state: string } }>(
      'query ($projectId: ID!) { datasetVersion(projectId: $projectId, number: 1) { state } }',
      { projectId },
    );
    return datasetVersion.state.toLowerCase() === 'ready';
  });
  const trainingId = trainDecider.training.id;
  await until('the training', async () => {
    const { rows } = await handrail.database.query('select 1 from training where ended_at is not null');
    return rows.length > 0;
  });
  const rolloutId = rollout?.id ?? '';
  // What goes on by itself must have ended: a test looks at whether anything changes.
  await moveRollout(world, 'rollBack', { rolloutId });
  const importId = await sendImport(world);
  const { startDatasetExport } = await admin.run<{ startDatasetExport: { id: string } }>(
    'mutation ($input: StartDatasetExportInput!) { startDatasetExport(input: $input) { id } }',
    { input: { projectId, number: 1, file: 'data.csv' } },
  );
  const exportId = startDatasetExport.id;
  await until('the export', async () => {
    const { rows } = await handrail.database.query(`select 1 from dataset_export where state = 'ready'`);
    return rows.length > 0;
  });
  return {
    projectId,
    caseId: answered.id,
    caseIds: [answered.id],
    reviewId: open.id,
    leaseToken: open.leaseToken,
    labelId: labels[0]?.id,
    rolloutId,
    trainingId,
    importId,
    exportId,
    file: 'data.csv',
    columns: ['id'],
    number: 1,
    slug: 'mail',
    name: 'filter',
    reference: machine,
    machine,
    champion: machine,
    challenger,
    email: 'reviewer@t.example',
    roles: ['REVIEWER'],
    value: 'ham',
    settings: { level: 'HUMAN_ONLY', globalThreshold: 0.9, auditRate: 0.1 },
    expectedVersion: 99,
    definition: {},
    ...(await alarmIds(world)),
    ...(await channelIds(world)),
    address: 'https://hooks.example.com/',
    'id of case': answered.id,
    'id of caseReplay': answered.id,
    'id of cancelTraining': trainingId,
    'id of removeTraining': trainingId,
    'id of revokeApiKey': await spareKey(world),
    'id of rolloutReport': rolloutId,
  };
}

/** An alarm for whatever names one. */
async function alarmIds({ handrail, projectId }: World): Promise<Record<string, string>> {
  const id = '0199c0de-0000-7000-8000-000000000001';
  await handrail.database.query(
    `insert into alarm (id, project_id, title, phase, cause_key, causes, since, opened_at, last_signal_at)
     values ($1, $2, 'Requests fail', 'FIRING', '', '[]', now(), now(), now())`,
    [id, projectId],
  );
  const names = ['alarm', 'acknowledgeAlarm', 'assignAlarm', 'resolveAlarm', 'judgeAlarm'];
  return Object.fromEntries(names.map((name) => [`id of ${name}`, id]));
}

/** Channels that are told nothing by themselves, and a message that was given up. */
async function channelIds({ handrail, projectId }: World): Promise<Record<string, string>> {
  const id = (last: number): string => `0199c0de-0000-7000-8000-0000000000${last}`;
  const calls = ['testChannel', 'saveChannel', 'newChannelSecret', 'removeChannel'];
  await handrail.database.query(
    `insert into channel (id, project_id, kind, name, events, is_on, shown, sealed, version, changed_by, changed_at)
     select id::uuid, $2, 'SLACK', 'channel ' || id, '{}', true, '', '', 1, 'Ada', now() from unnest($1::text[]) as c (id)`,
    [[...calls, 'redeliver'].map((_call, at) => id(20 + at)), projectId],
  );
  await handrail.database.query(
    `with message as (insert into outbox_message (id, project_id, event, body, created_at, dispatched_at) values ($1, $3, 'decision.made', '{}', now(), now()) returning id)
     insert into delivery (id, message_id, channel_id, project_id, state, tries, created_at)
     select $1, id, $2, $3, 'FAILED', 10, now() from message`,
    [id(40), id(20 + calls.length), projectId],
  );
  return Object.fromEntries([
    ...calls.map((call, at) => [`id of ${call}`, id(20 + at)] as const),
    ['id of redeliver', id(40)] as const,
  ]);
}

/** One that may be revoked without missing it. */
async function spareKey({ admin, projectId }: World): Promise<string | undefined> {
  await createKey(admin, projectId, ['labels:read']);
  const { apiKeys } = await admin.run<{ apiKeys: { id: string }[] }>(
    'query ($projectId: ID!) { apiKeys(projectId: $projectId) { id } }',
    { projectId },
  );
  return apiKeys[0]?.id;
}

/** A file that waits to be imported. */
async function sendImport({ admin, projectId, handrail }: World): Promise<string> {
  const answer = await fetch(`${handrail.url}/v1/projects/mail/imports`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await createKey(admin, projectId, ['labels:write'])}`,
      'content-type': 'application/octet-stream',
    },
    body: 'text,label\nhello,ham\n',
  });
  return ((await answer.json()) as { id: string }).id;
}
