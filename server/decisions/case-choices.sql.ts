import { DECIDER_NAME } from './case-ways.sql.js';

/** As many as a list to choose from can hold. */
export const MAX_CHOICES = 100;

/** Who has decided in project $1, people as one without a name: hops over the index from one to the next. */
export const DECIDERS = `with recursive k as (
    (select decided_by_kind as kind, (${DECIDER_NAME}) as name from decision where project_id = $1
      order by decided_by_kind, (${DECIDER_NAME}) limit 1)
    union all
    select n.kind, n.name from k cross join lateral (
      select decided_by_kind as kind, (${DECIDER_NAME}) as name from decision
       where project_id = $1 and (decided_by_kind, (${DECIDER_NAME})) > (k.kind, k.name)
       order by decided_by_kind, (${DECIDER_NAME}) limit 1) n)
  select kind, name from k limit ${MAX_CHOICES}`;

/** The segments of project $1's cases. */
export const SEGMENTS = `with recursive s as (
    (select segment from intake_case where project_id = $1 and segment is not null order by segment limit 1)
    union all
    select n.segment from s cross join lateral (
      select segment from intake_case where project_id = $1 and segment is not null and segment > s.segment
       order by segment limit 1) n)
  select segment from s limit ${MAX_CHOICES}`;
