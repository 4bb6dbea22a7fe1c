import { Parameters, stepsOf, type Looked, type Page, type Way } from './case-ways.sql.js';
import { isFiltered, type DecisionFilter, type FieldState } from './decision-filter.js';

/** `limit 1` keeps the planner from reading every decision or open review of the table for one page. */
export const CASE_COLUMNS = `c.id, c.input, c.segment, c.source, c.route, c.policy_version, c.created_at, d.value, d.confidence, d.decided_by_kind,
  d.decided_by_name, d.created_at as decided_at, coalesce(b.is_open, false) as blind_open,
  (select input_schema from project where id = c.project_id) as input_schema`;
export const CASE_DETAILS = `left join lateral (select * from decision where case_id = c.id order by sequence desc limit 1) d on true
  left join lateral (select true as is_open from review where case_id = c.id and state = 'open' and blind limit 1) b on true`;

/** Case $1 as routing sees it, with all that was ever predicted, oldest first. */
export const CASE_WITH_PREDICTIONS = `select c.project_id, c.case_key, c.segment, c.subject, c.route, c.policy_version,
    exists (select 1 from review where case_id = c.id and state = 'open' and blind) as blind_open,
    coalesce((select jsonb_agg(jsonb_build_object('model', p.model, 'kind', p.kind, 'value', p.value, 'confidence', p.confidence,
        'latencyMs', p.latency_ms, 'error', p.error, 'behind', p.behind) order by p.id)
      from prediction p where p.case_id = c.id), '[]') as predictions
  from intake_case c where c.id = $1`;

/** Leaves out the cases of alias `c` on which a blind review is open, where the given parameter is true. */
export function withoutBlindOpen(parameter: string): string {
  return `and (${parameter}::boolean is not true or not exists (select 1 from review where case_id = c.id and state = 'open' and blind))`;
}

/** A page of cases along the first `most` steps of a way, newest first. */
export function listCases(way: Way, page: Page, { at, most }: Looked): string {
  const { filter, first } = page;
  const steps = stepsOf(way, page, { at, most: isFiltered(filter) ? most : first });
  const found = conditions(page, at);
  const isIntake = way.over === 'intake_case';
  // On a way over decisions a case lies once for each of them: the standing one counts.
  if (way.over === 'decision') found.push('d.id = w.decision_id');
  return `select ${CASE_COLUMNS}
       from ${isIntake ? `${steps} c` : `${steps} w join intake_case c on c.id = w.case_id`} ${CASE_DETAILS}
      where ${['true', ...found].join(' and ')}
      order by ${isIntake ? 'c.created_at desc, c.id desc' : 'w.at desc, w.case_id desc'} limit ${first}`;
}

/** The filter on a case `c` with its standing decision `d`; times are bounds of the way already. */
function conditions(page: Page, at: Parameters): string[] {
  const { filter } = page;
  return Object.entries(CONDITIONS).flatMap(([name, condition]) => {
    const value = filter[name as keyof typeof CONDITIONS];
    return value == null ? [] : [condition(name === 'value' ? JSON.stringify(value) : value, at, page)];
  });
}

type Condition = (value: unknown, at: Parameters, page: Page) => string;
/** `field` says nothing by itself. */
const CONDITIONS: Readonly<Record<Exclude<keyof DecisionFilter, 'from' | 'to' | 'field'>, Condition>> = {
  id: (id, at) => `c.id = ${at.add(id)}::uuid`,
  key: (key, at) => `c.idempotency_key = ${at.add(key)}`,
  segment: (segment, at) => `c.segment = ${at.add(segment)}`,
  level: (level, at) => `c.route->>'level' = ${at.add(level)}`,
  reason: (reason, at) => `c.route->>'reason' = ${at.add(reason)}`,
  search: (words, at) => `c.input::text ilike '%' || ${at.add(escapeLike(String(words)))} || '%'`,
  decidedBy: (kind, at) => `d.decided_by_kind = ${at.add(String(kind).toLowerCase())}`,
  decider: (name, at) => `d.decided_by_name = ${at.add(name)} and d.decided_by_kind <> 'human'`,
  value: (json, at) => `d.value = ${at.add(json)}::jsonb`,
  confidenceFrom: (least, at) => `d.confidence >= ${at.add(least)}::float8`,
  confidenceTo: (most, at) => `d.confidence <= ${at.add(most)}::float8`,
  fieldValue: (value, at, { filter }) => `c.input ->> ${at.add(filter.field)}::text = ${at.add(value)}`,
  fieldState: (state, at, { filter, projectId }) =>
    FIELD[state as FieldState](`${at.add(filter.field)}::text`, () => `${at.add(projectId)}::uuid`),
  status: (status, at) => `(d.id is not null) = (${at.add(status)} = 'decided')`,
};

/** A category is told apart by so much of its name, as in the reference. */
const LONGEST_NAME = 200;

/** What a case has in a field. Neither subquery looks at the case, so each is read once a page. */
const FIELD: Readonly<Record<FieldState, (field: string, project: () => string) => string>> = {
  MISSING: (field) => `c.input ->> ${field} is null`,
  NEW: (field, project) => {
    const names = frozenNames(field, project());
    return `c.input ->> ${field} is not null and exists (${names})
      and left(c.input ->> ${field}, ${LONGEST_NAME}) not in (select jsonb_array_elements_text(n.names) from (${names}) n)`;
  },
};

/** The names of a field, frequent and rare, that were frozen last. */
function frozenNames(field: string, project: string): string {
  return `select (l.layout -> 'categories') || coalesce(l.layout -> 'rest', '[]') as names
    from metric_reference r join metric_layout l on l.id = r.layout
   where r.project_id = ${project} and r.metric = 'input.value' and r.part = ${field} and r.segment is null
     and l.layout ->> 'kind' = 'categorical' order by r.frozen_at desc limit 1`;
}

function escapeLike(text: string): string {
  return text.replaceAll(/[\\%_]/g, '\\$&');
}
