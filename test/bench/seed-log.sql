-- $1 project, $2 first case's number, $3 last case's, $4 how many there will be in all. Thirty days of cases: most by a
-- machine, some by people, and of each kind of thing that is looked for something rare.
with n as materialized (
  select i, (lpad(to_hex(1790000000000 + i), 12, '0') || '7000' || '8000' || lpad(to_hex(i), 12, '0'))::uuid as id,
         timestamptz '2026-09-01' + date_trunc('milliseconds', i * interval '30 days' / $4::bigint) as at,
         0.5 + (i * 7919 % 5000) / 10000.0 as confidence,
         case when i % 9973 = 0 then 'fraud' when i % 5 = 0 then 'spam' else 'ham' end as value,
         case when i % 10007 = 0 then 'blind_control' when i % 997 = 0 then 'fallback' when i % 4 = 0 then 'low_confidence' else 'confident' end as reason,
         case when i < $4::bigint / 20 then 'filter@1' when i % 20011 = 0 then 'filter@2' else 'filter@3' end as machine
    from generate_series($2::bigint, $3::bigint) i),
cases as (
  insert into intake_case (id, project_id, case_key, idempotency_key, request_hash, segment, input, source, policy_version, route, created_at)
  select id, $1, 'order-' || i, 'order-' || i, '\x00', case when i % 9001 = 0 then 'vip' when i % 10 = 0 then 'sms' end,
         jsonb_build_object('text', 'Free entry in ' || i || ' a weekly competition to win tickets, text to receive entry question; "terms" apply, ' || md5(i::text), 'amount', i % 1000),
         'api', 2,
         jsonb_build_object('level', case when i < $4::bigint / 10 then 'AI_ASSISTANCE' else 'PARTIAL_AUTOMATION' end, 'reason', reason, 'machine', machine,
           'decider', case when reason = 'confident' then jsonb_build_object('kind', 'model', 'name', machine, 'value', value, 'confidence', confidence) else '{"kind": "human"}' end,
           'threshold', 0.9, 'propensity', 0.1, 'blindPropensity', 0.1, 'policyVersion', 2, 'review', null, 'showPrediction', true, 'components', '{}'::jsonb, 'failure', null, 'rollout', null),
         at
    from n returning 1),
waiting as (
  insert into review (id, case_id, project_id, policy_version, reason, blind, decides, priority, created_at)
  select overlay(id::text placing '9' from 20 for 1)::uuid, id, $1, 2, 'low_confidence', false, true, 0, at
    from n where reason = 'low_confidence' and i % 5003 = 0 returning 1)
insert into decision (id, case_id, project_id, sequence, value, confidence, decided_by_kind, decided_by_name, policy_version, reason, created_at, case_created_at)
select overlay(id::text placing 'a' from 20 for 1)::uuid, id, $1, 1, to_jsonb(value), case when reason = 'confident' then confidence end,
       case when reason = 'confident' then 'model' else 'human' end, case when reason = 'confident' then machine else 'reviewer ' || i % 40 end, 2, reason, at + case when reason = 'confident' then interval '0' else interval '10 minutes' end, at
  from n where not (reason = 'low_confidence' and i % 5003 = 0)
