-- $1 project, $2 person, $3 first case's number, $4 last case's, $5 every so many-th case is labelled.
with n as (
  select i, (lpad(to_hex(1790000000000 + i), 12, '0') || '7000' || '8000' || lpad(to_hex(i), 12, '0'))::uuid as id,
         timestamptz '2026-09-01' + i * interval '0.5 second' as at, 0.5 + (i * 7919 % 5000) / 10000.0 as confidence,
         case when i % 3 = 0 then 'spam' else 'ham' end as value, case when i % 10 = 0 then 'audit' else 'low_confidence' end as reason
    from generate_series($3::bigint, $4::bigint) i),
cases as (
  insert into intake_case (id, project_id, case_key, request_hash, segment, input, metadata, source, policy_version, route, created_at)
  select id, $1, 'order-' || i, '\x00', case when i % 4 = 0 then 'sms' end,
         jsonb_build_object('text', 'Free entry in ' || i || ' a weekly competition to win tickets, text to receive entry question; "terms" apply, ' || md5(i::text), 'amount', i % 1000),
         jsonb_build_object('order', 'A-' || i), 'api', 2,
         jsonb_build_object('level', 'PARTIAL_AUTOMATION', 'reason', reason, 'machine', 'filter@3', 'threshold', 0.9, 'policyVersion', 2,
           'propensity', case when i % 10 = 0 then 0.1 else 1 end, 'blindPropensity', 0.1, 'components', jsonb_build_object('audit', 0.1),
           'decider', case when i % $5 = 0 then '{"kind": "human"}'::jsonb
             else jsonb_build_object('kind', 'model', 'name', 'filter@3', 'value', value, 'confidence', confidence) end,
           'review', case when i % $5 = 0 then jsonb_build_object('reason', reason, 'blind', i % 10 = 0, 'decides', true, 'priority', 0) end,
           'showPrediction', i % 10 <> 0, 'failure', null, 'rollout', null),
         at
    from n returning 1),
predictions as (
  insert into prediction (id, case_id, kind, model, given_by, value, confidence, raw_confidence, created_at)
  select gen_random_uuid(), id, 'model', 'filter@3', 'caller', to_jsonb(case when i % 20 = 0 then 'spam' else value end), confidence, confidence, at from n returning 1),
decisions as (
  insert into decision (id, case_id, project_id, sequence, value, confidence, decided_by_kind, decided_by_name, policy_version, reason, case_created_at, created_at)
  select gen_random_uuid(), id, $1, 1, to_jsonb(value), confidence, case when i % $5 = 0 then 'human' else 'model' end,
         case when i % $5 = 0 then 'reviewer' else 'filter@3' end, 2, 'confident', at, at + interval '1 minute' from n returning 1),
reviews as (
  insert into review (id, case_id, project_id, policy_version, reason, blind, decides, priority, state, created_at, closed_at)
  select overlay(id::text placing '9' from 20 for 1)::uuid, id, $1, 2, reason, i % 10 = 0, true, 0, 'answered', at, at + interval '1 minute'
    from n where i % $5 = 0 returning 1)
insert into label (id, review_id, case_id, project_id, person_id, value, lead_time_ms, blind, lease_token, created_at)
select gen_random_uuid(), overlay(id::text placing '9' from 20 for 1)::uuid, id, $1, $2, to_jsonb(value), 1200 + i % 5000, i % 10 = 0, 1, at + interval '1 minute'
  from n where i % $5 = 0
