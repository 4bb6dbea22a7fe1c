import { ReviewStrata, type ReviewStratum } from '@handrail/shared/datasets';
import { HAND_PICKED_REASONS } from '@handrail/shared/ladder';
import { candidateParameters, DECIDED, OF_CASES, type Asked } from './dataset-facts.sql.js';

/** Constants of ours, no input. */
const HAND_PICKED = `'{${HAND_PICKED_REASONS.join(',')}}'::text[]`;

/**
 * Reviews that a route has made of cases that a definition may choose, by policy, rung, reason and blindness: those that
 * had an answer in its time, and those that had none at its end. Filters by what answers have say nothing of a review
 * without one, and who will decide a case that waits for people is one of them. Every parameter is spoken of, so that its type is known.
 */
const STRATA = `
  select c.policy_version as "policyVersion", c.route->>'level' as level, r.reason, r.blind,
         count(*) filter (where r.closed_at < least($2, $4::timestamptz))::int as answered,
         count(*) filter (where r.closed_at is null or r.closed_at >= least($2, $4::timestamptz))::int as open
    from review r join intake_case c on c.id = r.case_id
   where r.project_id = $1 and r.created_at < least($2, $4::timestamptz) and r.state <> 'withdrawn' and not r.reason = any(${HAND_PICKED})
     and (r.closed_at is null or $3::timestamptz is null or r.closed_at >= $3) and ${OF_CASES}
     and (${DECIDED} or (r.closed_at is null and r.decides and 'reviewer' = any($14)))
     and (coalesce($7, $8, $16::text[]) is null or true) and (coalesce($9, $10, $12::boolean) is null or true) and ($15::float8 is null or true)
   group by 1, 2, 3, 4 order by 1, 2, 3, 4`;

type Query = <T>(sql: string, parameters: readonly unknown[]) => Promise<T[]>;

/** How far the queue behind a definition's cases was answered at its instant. */
export async function reviewStrata(query: Query, asked: Asked): Promise<ReviewStrata> {
  return new ReviewStrata(await query<ReviewStratum>(STRATA, candidateParameters(asked)));
}
