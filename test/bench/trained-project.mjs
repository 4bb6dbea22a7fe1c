import { readMails } from '../../server/dist/demo/mails.js';
import { furnish, TEXT } from './server.mjs';

/** A project whose champion was trained on real mails and decides alone, and a second version of it: the shadow. */
export async function trainedProject(url, pool) {
  const { run, projectId, key } = await furnish(url, ['DECISIONS_WRITE'], [TEXT]);
  await storeLabels(pool, projectId);
  const [champion, shadow] = [await train(run, projectId), await train(run, projectId)];
  const policyVersion = async () =>
    (await run('{ project(slug: "bench") { policy { version } } }')).project.policy.version;
  await run('mutation ($input: MoveLadderInput!) { moveLadder(input: $input) { __typename } }', {
    input: {
      projectId,
      expectedVersion: await policyVersion(),
      reason: 'bench',
      settings: { level: 'FULL_AUTOMATION', globalThreshold: 0.9, auditRate: 0.1, incumbent: champion },
    },
  });
  return { run, url, key, projectId, shadow, policyVersion };
}

async function train(run, projectId) {
  const { trainDecider } = await run(
    'mutation ($input: TrainDeciderInput!) { trainDecider(input: $input) { ... on TrainDeciderSuccess { training { id } } } }',
    { input: { projectId, name: 'filter' } },
  );
  for (;;) {
    const { trainings } = await run(
      'query ($projectId: ID!) { trainings(projectId: $projectId) { id version outcome } }',
      { projectId },
    );
    const training = trainings.find(({ id }) => id === trainDecider.training.id);
    if (training.version !== null) return `filter@${training.version}`;
    if (training.outcome !== null) throw new Error(training.outcome);
    await new Promise((wake) => setTimeout(wake, 200));
  }
}

async function storeLabels(pool, projectId) {
  const rows = readMails()
    .slice(0, 600)
    .map(({ input, label }) => ({ text: String(input.body ?? '').replaceAll('\0', ''), label }));
  await pool.query(
    `with r as materialized (select gen_random_uuid() as case_id, gen_random_uuid() as review_id, text, label from jsonb_to_recordset($1::jsonb) as r(text text, label text)),
     cases as (insert into intake_case (id, project_id, case_key, request_hash, input, source, policy_version, route, created_at)
       select case_id, $2, case_id::text, '', jsonb_build_object('text', text), 'ui', 1, '{"level":"HUMAN_ONLY","propensity":1,"blindPropensity":1}', now() - interval '1 day' from r),
     reviews as (insert into review (id, case_id, project_id, policy_version, reason, blind, decides, priority, state, created_at, closed_at)
       select review_id, case_id, $2, 1, 'level', true, true, 0.5, 'answered', now(), now() from r)
     insert into label (id, review_id, case_id, project_id, person_id, value, lead_time_ms, blind, lease_token, created_at)
     select gen_random_uuid(), review_id, case_id, $2, (select id from person limit 1), to_jsonb(label), 1000, true, 1, now() from r`,
    [JSON.stringify(rows), projectId],
  );
}
