import type { Position } from '../platform/graphql/index.js';

export type DecisionFilter = {
  readonly decidedBy?: string | undefined;
  readonly reason?: string | undefined;
  readonly search?: string | undefined;
  readonly status?: string | undefined;
};
type Page = {
  readonly projectId: string;
  readonly filter: DecisionFilter;
  readonly first: number;
  readonly after: Position | undefined;
  /** Whether what a blind review is open on must not be told apart by any filter. */
  readonly hidesBlind: boolean;
};

/** How many cases a page looks through when it filters: what is rarer is found page by page, each in bounded time. */
export const LOOKED_THROUGH = 20_000;

/** `limit 1` keeps the planner from reading every decision or open review of the table for one page. */
export const CASE_COLUMNS = `c.id, c.input, c.segment, c.source, c.route, c.policy_version, c.created_at, d.value, d.confidence, d.decided_by_kind,
  d.decided_by_name, d.created_at as decided_at, coalesce(b.is_open, false) as blind_open,
  (select input_schema from project where id = c.project_id) as input_schema`;
export const CASE_DETAILS = `left join lateral (select * from decision where case_id = c.id order by sequence desc limit 1) d on true
  left join lateral (select true as is_open from review where case_id = c.id and state = 'open' and blind limit 1) b on true`;

/** Leaves out the cases of alias `c` on which a blind review is open, where the given parameter is true. */
export function withoutBlindOpen(parameter: string): string {
  return `and (${parameter}::boolean is not true or not exists (select 1 from review where case_id = c.id and state = 'open' and blind))`;
}

export function isFiltered({ decidedBy, reason, search, status }: DecisionFilter): boolean {
  return [decidedBy, reason, search, status].some((value) => value != null);
}

/** A page of cases, newest first. */
export function listCases({ projectId, filter, first, after, hidesBlind }: Page): [sql: string, parameters: unknown[]] {
  const sql = `select ${CASE_COLUMNS}
       from (select * from intake_case where project_id = $1 and ($2::timestamptz is null or (created_at, id) < ($2, $3::uuid))
              order by created_at desc, id desc limit $4) c ${CASE_DETAILS}
      where ($5::text is null or d.decided_by_kind = $5) and ($6::text is null or c.route->>'reason' = $6)
        and ($7::text is null or c.input::text ilike '%' || $7 || '%')
        and ($8::text is null or (d.id is not null) = ($8 = 'decided'))
        and ($9::boolean is not true or b.is_open is null)
      order by c.created_at desc, c.id desc limit $10`;
  return [
    sql,
    [
      projectId,
      ...positionParameters(after),
      isFiltered(filter) ? LOOKED_THROUGH : first,
      filter.decidedBy?.toLowerCase() ?? null,
      filter.reason ?? null,
      filter.search == null ? null : escapeLike(filter.search),
      filter.status ?? null,
      // What the machine did is in every filter but the words of the input.
      hidesBlind && isFiltered({ ...filter, search: undefined }),
      first,
    ],
  ];
}

/** Where a filtering page has stopped looking; no row when it has seen the last case. */
export const LAST_LOOKED_AT = `select created_at, id from intake_case
  where project_id = $1 and ($2::timestamptz is null or (created_at, id) < ($2, $3::uuid))
  order by created_at desc, id desc offset ${LOOKED_THROUGH - 1} limit 1`;

export function positionParameters(after: Position | undefined): [string | null, string | null] {
  return after ? [after.at, after.id] : [null, null];
}

function escapeLike(text: string): string {
  return text.replaceAll(/[\\%_]/g, '\\$&');
}
