import type { Client } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectSocket } from '../support/socket.js';
import { claim, createWorld, decide, moveTo, submit, type World } from '../support/world.js';

type Pulse = { queueLength: number; policyVersion: number; queueMark: string; decisionsMark: string };
const PULSE = `subscription ($projectId: ID!) { projectPulse(projectId: $projectId) { queueLength policyVersion queueMark decisionsMark } }`;

let world: World;
const clients: Client[] = [];
beforeAll(async () => {
  world = await createWorld();
});
afterAll(async () => {
  for (const client of clients) await client.dispose();
  await world.handrail.stop();
});

function connect(cookie: string, origin?: string): Client {
  const client = connectSocket(world.handrail.url, { cookie, ...(origin === undefined ? {} : { origin }) });
  clients.push(client);
  return client;
}

function watch(client: Client, projectId = world.projectId) {
  return client.iterate<{ projectPulse: Pulse }>({ query: PULSE, variables: { projectId } });
}

async function until(stream: ReturnType<typeof watch>, wanted: (pulse: Pulse) => boolean): Promise<Pulse> {
  for (;;) {
    const { value, done } = await stream.next();
    if (done === true) throw new Error('The subscription ended.');
    const pulse = value.data?.projectPulse;
    if (!pulse) throw new Error(JSON.stringify(value.errors));
    if (wanted(pulse)) return pulse;
  }
}

describe('the pulse of a project', () => {
  it('comes at once, and again when a case is queued, answered, and the ladder moved', async () => {
    const stream = watch(connect(world.reviewer.cookie));
    const first = await until(stream, () => true);
    await decide(world, { input: { text: 'hello' } });
    const queued = await until(stream, ({ queueLength }) => queueLength === first.queueLength + 1);
    expect(queued.queueMark).not.toBe(first.queueMark);
    expect(queued.decisionsMark).not.toBe(first.decisionsMark);
    const [review] = await claim(world, world.reviewer);
    if (!review) throw new Error('nothing to claim');
    await submit(world.reviewer, review, 'ham');
    await until(stream, ({ queueLength }) => queueLength === first.queueLength);
    const version = await moveTo(world, 'SHADOW');
    expect((await until(stream, ({ policyVersion }) => policyVersion === version)).policyVersion).toBe(version);
    await stream.return?.();
  });

  it.each([
    ['a stranger', '', undefined, 'unauthenticated'],
    ['a page of somewhere else', 'of the reviewer', 'https://elsewhere.example', 'forbidden'],
  ])('is refused to %s', async (_who, cookie, origin, problem) => {
    const stream = watch(connect(cookie === '' ? '' : world.reviewer.cookie, origin));
    const refusal = await stream.next().then(
      ({ value }) => JSON.stringify(value),
      (error: unknown) => JSON.stringify(error),
    );
    expect(refusal).toContain(`/problems/${problem}`);
  });

  it('is refused for a project of others', async () => {
    const { createProject } = await world.admin.run<{ createProject: { id: string } }>(
      'mutation ($input: CreateProjectInput!) { createProject(input: $input) { id } }',
      {
        input: {
          slug: 'other',
          name: 'Other',
          inputSchema: { fields: [{ name: 'a', type: 'text', required: true }] },
          outputSchema: { kind: 'text' },
        },
      },
    );
    const refusal = await watch(connect(world.reviewer.cookie), createProject.id)
      .next()
      .then(
        ({ value }) => JSON.stringify(value),
        (error: unknown) => JSON.stringify(error),
      );
    expect(refusal).toContain('/problems/not-found');
  });

  it('ends when its person loses their role in the project', async () => {
    const stream = watch(connect((await world.handrail.signIn('other@t.example')).cookie));
    await until(stream, () => true);
    const setRoles = (roles: string[]) =>
      world.admin.run('mutation ($input: SetMemberRolesInput!) { setMemberRoles(input: $input) { roles } }', {
        input: { projectId: world.projectId, email: 'other@t.example', roles },
      });
    await setRoles([]);
    await decide(world, { input: { text: 'after losing the role' } });
    expect((await stream.next()).done).toBe(true);
    await setRoles(['REVIEWER']);
  });

  it('ends when its person signs out', async () => {
    const session = await world.handrail.signIn('other@t.example');
    const stream = watch(connect(session.cookie));
    await until(stream, () => true);
    await session.run('mutation { signOut }');
    await decide(world, { input: { text: 'after signing out' } });
    expect((await stream.next()).done).toBe(true);
  });
});
