/** What judging a step of many cases costs, beside counting the same cases and predictions once. */
const STEP_CASES = Number(process.env.BENCH_STEP_CASES ?? 200_000);

export async function judgementCost({ run, projectId, shadow, policyVersion }, pool) {
  const { startRollout } = await run(
    `mutation ($input: StartRolloutInput!) { startRollout(input: $input) { __typename ... on RolloutMoved { rollout { id } } ... on RolloutRefused { message } } }`,
    {
      input: {
        projectId,
        expectedVersion: await policyVersion(),
        mode: 'CANARY',
        challenger: shadow,
        reason: 'bench',
        steps: [{ share: 0.5, approval: true }, { share: 1 }],
      },
    },
  );
  const { id } = startRollout.rollout;
  await fill(pool, { id, projectId, challenger: shadow, version: await policyVersion() });
  const judged = async () => (await pool.query('select judgement from rollout where id = $1', [id])).rows[0].judgement;
  const started = performance.now();
  let found = await judged();
  while ((found?.evidence.challenger.cases ?? 0) + (found?.evidence.incumbent.cases ?? 0) < STEP_CASES) {
    if (performance.now() - started > 600_000) throw new Error('not judged');
    await new Promise((wake) => setTimeout(wake, 200));
    found = await judged();
  }
  const { rows } = await pool.query(
    `select extract(epoch from judge_after - clock_timestamp())::float8 as rest from rollout where id = $1`,
    [id],
  );
  const scan = performance.now();
  await pool.query(`select count(*) from intake_case c join prediction p on p.case_id = c.id where c.project_id = $1`, [
    projectId,
  ]);
  const baseline = performance.now() - scan;
  console.info(
    `A step of ${STEP_CASES} cases: the first full judgement was there ${Math.round(performance.now() - started)} ms after the last case; ` +
      `the next one in about ${Math.max(0, rows[0].rest).toFixed(1)} s, so one takes about ${(Math.max(0, rows[0].rest) / 9).toFixed(2)} s. ` +
      `Baseline, counting the same cases and predictions once: ${(baseline / 1000).toFixed(2)} s.`,
  );
}

/** Cases of a step as the write path stores them, in bulk: two predictions each, a tenth with a blind label. */
async function fill(pool, { id, projectId, challenger, version }) {
  await pool.query('create temp table if not exists nothing()');
  await pool.query('drop table if exists step_case');
  await pool.query(
    `create unlogged table step_case as
       select gen_random_uuid() as id, n, case when n % 2 = 0 then 'challenger' else 'incumbent' end as arm, n % 10 = 0 as labelled
         from generate_series(1, $1::int) n`,
    [STEP_CASES],
  );
  await pool.query(
    `insert into intake_case (id, project_id, case_key, request_hash, input, source, policy_version, route, created_at)
     select id, $1, id::text, '', jsonb_build_object('text', repeat('word ', 40) || n), 'api', $2,
            jsonb_build_object('level', 'FULL_AUTOMATION', 'policyVersion', $2::int, 'reason', 'level', 'propensity', 0.1, 'blindPropensity', 0.1,
              'machine', case arm when 'challenger' then $3::text else 'old@1' end, 'failure', null, 'review', null, 'threshold', null,
              'decider', jsonb_build_object('kind', 'model', 'name', 'old@1', 'value', 'ham', 'confidence', 0.99),
              'rollout', jsonb_build_object('id', $4::text, 'arm', arm)), clock_timestamp() from step_case`,
    [projectId, version, challenger, id],
  );
  await pool.query(
    `insert into prediction (id, case_id, kind, model, given_by, value, confidence, latency_ms, behind, created_at)
     select gen_random_uuid(), s.id, 'model', m.model, 'caller', to_jsonb(case when n % 50 = 0 and m.arm = 'challenger' then 'spam' else 'ham' end), 0.9, 10 + n % 20,
            s.arm <> m.arm, clock_timestamp() from step_case s cross join (values ('challenger', $1::text), ('incumbent', 'old@1')) m(arm, model)`,
    [challenger],
  );
  await pool.query(
    `with r as (insert into review (id, case_id, project_id, policy_version, reason, blind, decides, priority, state, created_at, closed_at)
       select gen_random_uuid(), id, $1, $2, 'audit', true, false, 0.5, 'answered', now(), now() from step_case where labelled returning id, case_id)
     insert into label (id, review_id, case_id, project_id, person_id, value, lead_time_ms, blind, lease_token, created_at)
     select gen_random_uuid(), id, case_id, $1, (select id from person limit 1), '"ham"', 1000, true, 1, now() from r`,
    [projectId, version],
  );
  await pool.query('analyze intake_case, prediction, label, review');
  await pool.query('select pg_notify($1, $2)', ['handrail_change', JSON.stringify({ type: 'project', projectId })]);
}
