import { LEVELS, ROUTE_REASONS } from '@handrail/shared/ladder';
import type { Position } from '../platform/graphql/index.js';
import type { DecisionFilter } from './decision-filter.js';

/** How many cases a page looks through when it filters: what is rarer is found page by page, each in bounded time. */
export const LOOKED_THROUGH = 20_000;
/** More branches than this take longer to plan than they save. */
const MAX_BRANCHES = 60;
/** As deep as two ways are compared. */
const PROBED = 500;

/** People are one decider. Must be the index's expression, word for word. */
export const DECIDER_NAME = `case when decided_by_kind = 'human' then '' else decided_by_name end`;

export type DeciderKey = { readonly kind: string; readonly name: string };
/** What a page is asked for. */
export type Page = {
  readonly projectId: string;
  readonly filter: DecisionFilter;
  readonly first: number;
  readonly after: Position | undefined;
  /** Whether what a blind review is open on must not be told apart by any filter. */
  readonly hidesBlind: boolean;
};

/** Collects a statement's parameters; gives their places. */
export class Parameters {
  readonly values: unknown[] = [];

  add(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

/** Where a statement's parameters go, and how many steps of a way it looks at. */
export type Looked = { readonly at: Parameters; readonly most: number };

type Condition = (at: Parameters) => string;

/** A way through the cases of a project, newest first: one index, or several of its places merged. */
export type Way = {
  readonly over: 'intake_case' | 'decision' | 'review';
  /** Conditions on the alias `x`, a branch each. */
  readonly branches: readonly Condition[];
};

const intake = (...branches: Condition[]): Way => ({ over: 'intake_case', branches });
export const PLAIN: Way = intake(() => 'true');

/**
 * The ways on which every case that the filter takes lies, without the plain one. `deciders`: all that have decided in
 * the project, where `needsDeciders` says so; undefined when there are too many to know.
 */
export function waysFor(filter: DecisionFilter, deciders: readonly DeciderKey[] | undefined): Way[] {
  const { id, key, value, segment, status } = filter;
  if (id != null) return [intake((at) => `x.id = ${at.add(id)}::uuid`)];
  if (key != null) return [intake((at) => `x.idempotency_key = ${at.add(key)}`)];
  const ways = [
    value == null ? undefined : byValue(JSON.stringify(value)),
    byDecider(filter, deciders),
    byRoute(filter),
    segment == null ? undefined : intake((at) => `x.segment = ${at.add(segment)}`),
    status === 'pending' ? pending : undefined,
  ];
  return ways.filter((way) => way !== undefined).filter(({ branches }) => branches.length <= MAX_BRANCHES);
}

/** Whether the deciders of the project must be known to find the ways. */
export function needsDeciders({ decidedBy, decider, status }: DecisionFilter): boolean {
  if (decider != null) return false;
  return decidedBy == null ? status === 'decided' : decidedBy.toLowerCase() !== PEOPLE.kind;
}

const pending: Way = { over: 'review', branches: [() => `x.state = 'open' and x.decides`] };

function byValue(json: string): Way {
  const isValue: Condition = (at) => {
    const value = `${at.add(json)}::jsonb`;
    return `jsonb_hash_extended(x.value, 0) = jsonb_hash_extended(${value}, 0) and x.value = ${value}`;
  };
  return { over: 'decision', branches: [isValue] };
}

const PEOPLE: DeciderKey = { kind: 'human', name: '' };

function byDecider(filter: DecisionFilter, deciders: readonly DeciderKey[] | undefined): Way | undefined {
  const { decidedBy, decider, status } = filter;
  if (decidedBy == null && decider == null && status !== 'decided') return undefined;
  const wanted = decidedBy?.toLowerCase();
  const known = decider == null ? deciders : ['model', 'system'].map((kind) => ({ kind, name: decider }));
  const all = wanted === PEOPLE.kind && decider == null ? [PEOPLE] : known;
  if (all === undefined) return undefined;
  const name = DECIDER_NAME.replaceAll('decided_by_', 'x.decided_by_');
  const branches = all
    .filter(({ kind }) => wanted === undefined || kind === wanted)
    .map(
      (one): Condition =>
        (at) =>
          `x.decided_by_kind = ${at.add(one.kind)} and (${name}) = ${at.add(one.name)}`,
    );
  return { over: 'decision', branches: branches.length === 0 ? [() => 'false'] : branches };
}

function byRoute({ level, reason }: DecisionFilter): Way | undefined {
  if (level == null && reason == null) return undefined;
  const levels = level == null ? LEVELS : [level];
  const reasons = reason == null ? ROUTE_REASONS : [reason];
  const places = levels.flatMap((one) => reasons.map((why) => [one, why] as const));
  return intake(
    ...places.map(
      ([one, why]): Condition =>
        (at) =>
          `x.route->>'level' = ${at.add(one)} and x.route->>'reason' = ${at.add(why)}`,
    ),
  );
}

const SHAPES = {
  intake_case: { time: 'created_at', id: 'id', columns: 'x.*' },
  decision: {
    time: 'case_created_at',
    id: 'case_id',
    columns: 'x.case_id, x.id as decision_id, x.case_created_at as at',
  },
  review: { time: 'created_at', id: 'case_id', columns: 'x.case_id, x.created_at as at' },
} as const;

/** The first `most` steps of a way as a table: of `intake_case` its rows, else `case_id`, `decision_id` and `at`. */
export function stepsOf(way: Way, page: Omit<Page, 'first'>, { at, most }: Looked): string {
  const { time, id, columns } = SHAPES[way.over];
  const { filter, after, projectId, hidesBlind } = page;
  const bounds = [
    `x.project_id = ${at.add(projectId)}`,
    after && `(x.${time}, x.${id}) < (${at.add(after.at)}::timestamptz, ${at.add(after.id)}::uuid)`,
    filter.from && `x.${time} >= ${at.add(filter.from)}::timestamptz`,
    filter.to && `x.${time} < ${at.add(filter.to)}::timestamptz`,
    // Here and not on what is found: where a page ends would tell of the hidden as well.
    hidesBlind && `not exists (select 1 from review b where b.case_id = x.${id} and b.state = 'open' and b.blind)`,
  ].filter(Boolean);
  const branch = (condition: Condition): string =>
    `(select ${columns} from ${way.over} x where ${[...bounds, condition(at)].join(' and ')} order by x.${time} desc, x.${id} desc limit ${most})`;
  const [only, ...more] = way.branches;
  if (only && more.length === 0) return branch(only);
  const order = way.over === 'intake_case' ? 'created_at desc, id desc' : 'at desc, case_id desc';
  return `(select * from (${way.branches.map(branch).join(' union all ')}) u order by ${order} limit ${most})`;
}

/** When the case came in at which a way has given so many; the further back, the fewer cases lie on it. */
export function probe(way: Way, page: Omit<Page, 'first'>, at: Parameters): string {
  const time = way.over === 'intake_case' ? 'created_at' : 'at';
  return `select ${time} as at from ${stepsOf(way, page, { at, most: PROBED })} w offset ${PROBED - 1} limit 1`;
}

/** Where a filtering page has stopped looking; no row when it has seen the last case. */
export function lastLookedAt(way: Way, page: Omit<Page, 'first'>, { at, most }: Looked): string {
  const columns = way.over === 'intake_case' ? 'created_at, id' : 'at as created_at, case_id as id';
  return `select ${columns} from ${stepsOf(way, page, { at, most })} w offset ${most - 1} limit 1`;
}
