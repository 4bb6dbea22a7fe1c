import { readMails } from '../../server/dist/demo/mails.js';
import { until } from './until.js';
import { claim, decide, submit, type Answer, type World } from './world.js';

export type TestMail = { readonly key: string; readonly text: string; readonly label: 'spam' | 'ham' };

/** Real mails with the labels that people gave them, in one fixed order. */
export function mails(): TestMail[] {
  return readMails()
    .filter(({ isHard }) => !isHard)
    .map(({ key, input, label }) => ({
      key,
      text: `${text(input['subject'])}\n${text(input['body'])}`.slice(0, 4000),
      label,
    }));
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.replaceAll('\0', '') : '';
}

const OTHER = { spam: 'ham', ham: 'spam' } as const;

/** What people had decided before: stored as their blind labels. `isCorrupted`: every label is the wrong one. */
export async function storePast(world: World, past: readonly TestMail[], { isCorrupted = false } = {}): Promise<void> {
  const rows = past.map(({ text: body, label }) => ({ text: body, label: isCorrupted ? OTHER[label] : label }));
  await world.handrail.database.query(
    `with r as materialized (select gen_random_uuid() as case_id, gen_random_uuid() as review_id, text, label
                               from jsonb_to_recordset($1::jsonb) as r(text text, label text)),
     cases as (insert into intake_case (id, project_id, case_key, request_hash, input, source, policy_version, route, created_at)
       select case_id, $2, case_id::text, '', jsonb_build_object('text', text), 'ui', 1,
              '{"level":"HUMAN_ONLY","propensity":1,"blindPropensity":1,"decider":{"kind":"human"},"rollout":null}', now() - interval '1 day' from r),
     reviews as (insert into review (id, case_id, project_id, policy_version, reason, blind, decides, priority, state, created_at, closed_at)
       select review_id, case_id, $2, 1, 'level', true, true, 0.5, 'answered', now(), now() from r),
     labels as (insert into label (id, review_id, case_id, project_id, person_id, value, lead_time_ms, blind, lease_token, created_at)
       select gen_random_uuid(), review_id, case_id, $2, (select id from person where name = 'reviewer'), to_jsonb(label), 1000, true, 1, now() from r)
     insert into decision (id, case_id, project_id, sequence, value, decided_by_kind, decided_by_name, policy_version, reason, case_created_at, created_at)
     select gen_random_uuid(), case_id, $2, 1, to_jsonb(label), 'human', 'reviewer', 1, 'level', now() - interval '1 day', now() from r`,
    [JSON.stringify(rows), world.projectId],
  );
}

/** Trains the next version of a model on the labels given since; it is in shadow then. Gives `name@version`. */
export async function train(world: World, name: string, since: string | null = null): Promise<string> {
  const { trainDecider } = await world.admin.run<{ trainDecider: { training: { id: string } } }>(
    'mutation ($input: TrainDeciderInput!) { trainDecider(input: $input) { ... on TrainDeciderSuccess { training { id } } } }',
    { input: { projectId: world.projectId, name, options: { since } } },
  );
  const { id } = trainDecider.training;
  return until(`${name} to be trained`, async () => {
    const { trainings } = await world.admin.run<{
      trainings: { id: string; version: number | null; outcome: string | null }[];
    }>('query ($projectId: ID!) { trainings(projectId: $projectId) { id version outcome } }', {
      projectId: world.projectId,
    });
    const training = trainings.find((one) => one.id === id);
    if (training?.outcome != null && training.version === null) throw new Error(training.outcome);
    return training?.version != null && `${name}@${training.version}`;
  });
}

/** A version whose predictions come with the case; gives `name@1`. */
export async function registerCaller(world: World, name: string, kind: 'MODEL' | 'SYSTEM' = 'MODEL'): Promise<string> {
  const { registerDecider } = await world.admin.run<{ registerDecider: { __typename: string } }>(
    'mutation ($input: RegisterDeciderInput!) { registerDecider(input: $input) { __typename } }',
    { input: { projectId: world.projectId, name, kind } },
  );
  if (!registerDecider.__typename.includes('Success')) throw new Error(registerDecider.__typename);
  await world.admin.run('mutation ($input: RegisterVersionInput!) { registerVersion(input: $input) { id } }', {
    input: { projectId: world.projectId, name, connector: 'CALLER', config: {} },
  });
  return `${name}@1`;
}

/** Sends mails as cases, some at a time; the key of a case is the mail's with the prefix. */
export async function sendAll(world: World, given: readonly TestMail[], prefix: string): Promise<Answer[]> {
  const answers: Answer[] = [];
  const waiting = [...given];
  const lane = async (): Promise<void> => {
    for (let mail = waiting.shift(); mail; mail = waiting.shift())
      answers.push(await decide(world, { input: { text: mail.text } }, { 'idempotency-key': `${prefix}-${mail.key}` }));
  };
  await Promise.all(Array.from({ length: 6 }, lane));
  return answers;
}

/** A reviewer who answers whatever is open, rightly. Gives the number of answers. */
export async function answerOpen(world: World, truth: ReadonlyMap<string, string>): Promise<number> {
  let answers = 0;
  for (;;) {
    const reviews = await claim(world, world.reviewer);
    if (reviews.length === 0) return answers;
    for (const review of reviews) {
      const { input } = review as unknown as { input: { text: string } };
      await submit(world.reviewer, review, truth.get(input.text) ?? 'ham');
      answers += 1;
    }
  }
}

export type RolloutView = {
  id: string;
  status: string;
  step: number;
  share: number;
  sentence: string;
  isStepApproved: boolean;
  standing: null | { evidence: { challenger: Counts; incumbent: Counts }; waiting: { kind: string }[] };
};
type Counts = { cases: number; labels: number; error: number; nulls: number; subjects: number };
export type RolloutEventView = {
  kind: string;
  sequence: number;
  step: number;
  share: number;
  actor: string;
  reason: string;
  policyVersion: number;
  guardrails: { metric: string; sentence: string }[];
};
export type ReportView = {
  rollout: RolloutView;
  events: RolloutEventView[];
  verdict: string;
  challenger: { cases: number; decidedByMachine: number; decidedByPeople: number };
  incumbent: { cases: number; decidedByMachine: number; decidedByPeople: number; decidedBySystem: number };
};

const ROLLOUT = `id status step share sentence isStepApproved standing { waiting { kind } evidence { challenger { cases subjects labels error nulls }
  incumbent { cases subjects labels error nulls } } }`;

type Outcome = { __typename: string; message?: string; rollout?: RolloutView; current?: RolloutView };

export async function policyVersion(world: World): Promise<number> {
  const { project } = await world.admin.run<{ project: { policy: { version: number } } }>(
    '{ project(slug: "mail") { policy { version } } }',
  );
  return project.policy.version;
}

export async function startRollout(
  world: World,
  input: Record<string, unknown>,
  session = world.admin,
): Promise<Outcome> {
  const expectedVersion = await policyVersion(world);
  const { startRollout: outcome } = await session.run<{ startRollout: Outcome }>(
    `mutation ($input: StartRolloutInput!) { startRollout(input: $input) { __typename ... on RolloutMoved { rollout { ${ROLLOUT} } }
      ... on RolloutRunning { message } ... on RolledBackBefore { message rollout { id status step share sentence } } ... on RolloutRefused { message } } }`,
    { input: { projectId: world.projectId, expectedVersion, mode: 'CANARY', reason: 'try it', ...input } },
  );
  return outcome;
}

export async function moveRollout(
  world: World,
  move: 'approveStep' | 'withdrawApproval' | 'rollBack' | 'switchBlueGreen' | 'finishRollout',
  input: Record<string, unknown>,
): Promise<Outcome> {
  const kind =
    {
      approveStep: 'ApproveStepInput',
      withdrawApproval: 'ApproveStepInput',
      switchBlueGreen: 'SwitchBlueGreenInput',
    }[move as 'approveStep'] ?? 'MoveRolloutInput';
  const data = await world.admin.run<Record<string, Outcome>>(
    `mutation ($input: ${kind}!) { ${move}(input: $input) { __typename ... on RolloutMoved { rollout { ${ROLLOUT} } }
      ... on RolloutChangedMeanwhile { message current { ${ROLLOUT} } } ... on RolloutRefused { message } } }`,
    { input: { reason: 'because', ...input } },
  );
  return data[move] ?? { __typename: 'nothing' };
}

export async function reportOf(world: World, id: string): Promise<ReportView> {
  const { rolloutReport } = await world.scientist.run<{ rolloutReport: ReportView }>(
    `query ($id: ID!) { rolloutReport(id: $id) { verdict rollout { ${ROLLOUT} }
      events { kind sequence step share actor reason policyVersion guardrails { metric sentence } } challenger { cases decidedByMachine decidedByPeople }
      incumbent { cases decidedByMachine decidedByPeople decidedBySystem } } }`,
    { id },
  );
  return rolloutReport;
}

/** Waits until the rollout is as it should be; gives it. @throws Error with the rollout as it was when it gave up. */
export async function rolloutThat(
  world: World,
  id: string,
  what: string,
  holds: (rollout: RolloutView) => boolean,
): Promise<RolloutView> {
  let last: RolloutView | undefined;
  try {
    return await until(`a rollout that ${what}`, async () => {
      const { rollout } = await reportOf(world, id);
      last = rollout;
      return holds(rollout) && rollout;
    });
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : 'failed'}; it is ${JSON.stringify(last)}`, {
      cause: error,
    });
  }
}

/** The policy in force as it is stored. */
export async function policyInForce(world: World): Promise<{ version: number; settings: Record<string, unknown> }> {
  const { rows } = await world.handrail.database.query<{ version: number; settings: Record<string, unknown> }>(
    'select version, settings from policy where project_id = $1 order by version desc limit 1',
    [world.projectId],
  );
  const [row] = rows;
  if (!row) throw new Error('no policy');
  return row;
}
