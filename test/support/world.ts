import { ANSWER_WITHIN_MS, PASSWORD, Session, TestHandrail } from './handrail.js';

export const INPUT_SCHEMA = {
  fields: [
    { name: 'text', type: 'text', required: true },
    { name: 'amount', type: 'number', required: false },
  ],
};
export const OUTPUT_SCHEMA = { kind: 'label', labels: [{ value: 'spam' }, { value: 'ham' }] };

/** A Handrail that can be reached, in this process or in one of its own. */
export type Served = { readonly url: string; signIn(email: string): Promise<Session> };

/** An installation with an owner, one project, one person of each role, and a key. */
export type World<H extends Served = TestHandrail> = {
  readonly handrail: H;
  readonly admin: Session;
  readonly reviewer: Session;
  readonly other: Session;
  readonly scientist: Session;
  readonly projectId: string;
  readonly key: string;
};

/** `environment`: what the configuration is told beside the test's own. */
export async function createWorld(
  environment: Readonly<Record<string, string>> = {},
  outputSchema: unknown = OUTPUT_SCHEMA,
): Promise<World> {
  return furnish(await TestHandrail.start(environment), outputSchema);
}

/** Fills an empty installation. */
export async function furnish<H extends Served>(handrail: H, outputSchema: unknown = OUTPUT_SCHEMA): Promise<World<H>> {
  const admin = new Session(handrail.url);
  await admin.run('mutation ($input: CreateFirstAdminInput!) { createFirstAdmin(input: $input) { __typename } }', {
    input: { name: 'Ada', email: 'admin@t.example', password: PASSWORD },
  });
  const { createProject } = await admin.run<{ createProject: { id: string } }>(
    'mutation ($input: CreateProjectInput!) { createProject(input: $input) { id } }',
    {
      input: { slug: 'mail', name: 'Mail', inputSchema: INPUT_SCHEMA, outputSchema },
    },
  );
  const projectId = createProject.id;
  for (const [name, roles] of [
    ['reviewer', ['REVIEWER']],
    ['other', ['REVIEWER']],
    ['scientist', ['DATA_SCIENTIST']],
  ] as const) {
    const email = `${name}@t.example`;
    await admin.run('mutation ($input: CreatePersonInput!) { createPerson(input: $input) { id } }', {
      input: { name, email, password: PASSWORD },
    });
    await admin.run('mutation ($input: SetMemberRolesInput!) { setMemberRoles(input: $input) { roles } }', {
      input: { projectId, email, roles },
    });
  }
  const { createApiKey } = await admin.run<{ createApiKey: { secret: string } }>(
    'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret } }',
    {
      input: { projectId, name: 'test', scopes: ['DECISIONS_WRITE', 'DECISIONS_READ', 'LABELS_READ'] },
    },
  );
  const [reviewer, other, scientist] = await Promise.all(
    ['reviewer', 'other', 'scientist'].map((name) => handrail.signIn(`${name}@t.example`)),
  );
  if (!reviewer || !other || !scientist) throw new Error('unreachable');
  return { handrail, admin, reviewer, other, scientist, projectId, key: createApiKey.secret };
}

/** Somebody who reads everything that is watched and answers reviews, and must not learn there what a machine said. */
export async function whoWatchesAndAnswers({ admin, other, projectId }: World<Served>): Promise<Session> {
  await admin.run('mutation ($input: SetMemberRolesInput!) { setMemberRoles(input: $input) { roles } }', {
    input: { projectId, email: 'other@t.example', roles: ['REVIEWER', 'DATA_SCIENTIST'] },
  });
  return other;
}

export type Answer = {
  status: number;
  body: Record<string, unknown> & { id: string; status: string };
  headers: Headers;
};

export async function decide(
  world: World<Served>,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const answer = await fetch(`${world.handrail.url}/v1/projects/mail/decisions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${world.key}`, 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' || body instanceof Uint8Array ? (body as BodyInit) : JSON.stringify(body),
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
  });
  return { status: answer.status, body: (await answer.json()) as Answer['body'], headers: answer.headers };
}

export async function moveTo(
  world: World<Served>,
  level: string,
  settings: Record<string, unknown> = {},
  slug = 'mail',
): Promise<number> {
  const { project } = await world.admin.run<{ project: { policy: { version: number } } }>(
    'query ($slug: String!) { project(slug: $slug) { policy { version } } }',
    { slug },
  );
  const { moveLadder } = await world.admin.run<{ moveLadder: { policy: { version: number } } }>(
    'mutation ($input: MoveLadderInput!) { moveLadder(input: $input) { ... on MoveLadderSuccess { policy { version } } } }',
    {
      input: {
        projectId: world.projectId,
        expectedVersion: project.policy.version,
        reason: `try ${level}`,
        // A test moves to see what happens there, whatever is known of it.
        withoutProof: true,
        settings: { level, globalThreshold: 0.9, auditRate: 0.1, ...settings },
      },
    },
  );
  return moveLadder.policy.version;
}

export type Claimed = {
  __typename: string;
  id: string;
  caseId: string;
  leaseToken: string;
  why: string;
  explanation: string;
  input?: Record<string, unknown>;
  suggestion?: { value: unknown; confidence: number };
};

export const CLAIM = `mutation ($projectId: ID!) { claimReviews(input: { projectId: $projectId, count: 3 }) { reviews { __typename
  ... on BlindReview { id caseId leaseToken why explanation input } ... on AssistedReview { id caseId leaseToken why explanation input suggestion { value confidence } } } } }`;

export async function claim(world: World<Served>, session: Session): Promise<Claimed[]> {
  const { claimReviews } = await session.run<{ claimReviews: { reviews: Claimed[] } }>(CLAIM, {
    projectId: world.projectId,
  });
  return claimReviews.reviews;
}

export async function submit(
  session: Session,
  review: Claimed,
  value: unknown,
): Promise<{ __typename: string; labelId?: string; message?: string }> {
  const { submitLabel } = await session.run<{
    submitLabel: { __typename: string; labelId?: string; message?: string };
  }>(
    'mutation ($input: SubmitLabelInput!) { submitLabel(input: $input) { __typename ... on SubmitLabelSuccess { labelId } ... on LeaseLost { message state } ... on AnswerRefused { detail } } }',
    { input: { reviewId: review.id, leaseToken: review.leaseToken, value, leadTimeMs: 1200 } },
  );
  return submitLabel;
}
