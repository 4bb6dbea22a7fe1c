import { HAND_PICKED_REASONS, type Thresholds } from '@handrail/shared/ladder';
import type { ComparedLabels } from '@handrail/shared/rollouts';
import { withoutBlindOpen } from '../decisions/index.js';
import { agree, type Database } from '../platform/database/index.js';
import { thresholdFor } from './evidence.sql.js';

export type Pair = {
  readonly projectId: string;
  readonly challenger: string;
  readonly champion: string;
  /** Whether cases on which a blind review is open are left out. */
  readonly hidesBlind: boolean;
};

/** A comparison reads the newest cases only, however busy the project is. */
export const COMPARED_CASES = 20_000;

/** The newest cases that both were asked. $1 project, $2 challenger, $3 champion, $4 at most so many. */
const asked = ({ hidesBlind }: Pair): string => `asked as materialized (
  select c.id, c.segment, c.created_at, (c.route->>'blindPropensity')::float8 as propensity, a.value as a, b.value as b,
         a.confidence as a_confidence, b.confidence as b_confidence, a.kind as a_kind, b.kind as b_kind, a.latency_ms as a_ms, b.latency_ms as b_ms,
         a.error is null and a.value is not null as a_ok, b.error is null and b.value is not null as b_ok
    from (select id, segment, created_at, route from intake_case c
           where project_id = $1 ${withoutBlindOpen(String(hidesBlind))} order by created_at desc, id desc limit $4) c
    join lateral (select * from prediction where case_id = c.id and model = $2 order by id limit 1) a on true
    join lateral (select * from prediction where case_id = c.id and model = $3 order by id limit 1) b on true)`;

const DIFFER = `not ${agree('a', 'b', '$1')}`;

function far(one: string, other: string): string {
  return `case when jsonb_typeof(${one}) = 'number' and jsonb_typeof(${other}) = 'number' then abs(${one}::float8 - ${other}::float8) end`;
}

function parameters({ projectId, challenger, champion }: Pair): unknown[] {
  return [projectId, challenger, champion, COMPARED_CASES];
}

export type Totals = {
  asked: number;
  cases: number;
  differ: number;
  /** How far numbers lie apart on average; null: they are none. */
  apart: number | null;
  since: Date | null;
  /** Whose usable answer would be decided without a person. */
  a_automated: number;
  b_automated: number;
  a_nulls: number;
  b_nulls: number;
  a_latency: (number | null)[] | null;
  b_latency: (number | null)[] | null;
  a_answers: number;
  b_answers: number;
};

/** `bounds`: which answers would be decided without a person; null: all that can be used. */
export async function comparisonTotals(database: Database, pair: Pair, bounds: Thresholds | null): Promise<Totals> {
  const automated = (p: 'a' | 'b'): string => {
    const bound = thresholdFor('$5::jsonb', { value: p, segment: 'segment' });
    return `(count(*) filter (where ${p}_ok and (${p}_kind = 'system' or $5::jsonb is null or ${p}_confidence >= ${bound})))::int`;
  };
  const quantiles = (column: string): string =>
    `percentile_cont(array[0.5, 0.95, 0.99]) within group (order by ${column}) filter (where ${column} is not null)`;
  const [row] = await database.query<Totals>(
    `with ${asked(pair)}
     select count(*)::int as asked, (count(*) filter (where a_ok and b_ok))::int as cases,
            (count(*) filter (where a_ok and b_ok and ${DIFFER}))::int as differ, avg(${far('a', 'b')}) filter (where a_ok and b_ok) as apart, min(created_at) as since,
            ${automated('a')} as a_automated, ${automated('b')} as b_automated,
            (count(*) filter (where not a_ok))::int as a_nulls, (count(*) filter (where not b_ok))::int as b_nulls,
            ${quantiles('a_ms')} as a_latency, ${quantiles('b_ms')} as b_latency,
            count(a_ms)::int as a_answers, count(b_ms)::int as b_answers
       from asked`,
    [...parameters(pair), bounds === null ? null : JSON.stringify(bounds)],
  );
  if (!row) throw new Error('unreachable: an aggregate gives one row');
  return row;
}

export type Cell = { challenger: unknown; champion: unknown; cases: number };

export async function comparisonMatrix(database: Database, pair: Pair): Promise<Cell[]> {
  return database.query<Cell>(
    `with ${asked(pair)}
     select a as challenger, b as champion, count(*)::int as cases from asked where a_ok and b_ok
      group by a, b order by cases desc, a, b limit 400`,
    parameters(pair),
  );
}

export type SegmentCount = { segment: string | null; cases: number; differ: number };

export async function comparisonSegments(database: Database, pair: Pair): Promise<SegmentCount[]> {
  return database.query<SegmentCount>(
    `with ${asked(pair)}
     select segment, count(*)::int as cases, (count(*) filter (where ${DIFFER}))::int as differ from asked where a_ok and b_ok
      group by segment order by cases desc, segment limit 50`,
    parameters(pair),
  );
}

/** With how far each lies from the labels in sum; null: answers are no numbers. */
export type LabelGroup = ComparedLabels & {
  readonly segment: string | null;
  readonly challengerOff: number | null;
  readonly championOff: number | null;
};

/** Blind labels that came by a known chance: the newest that nobody corrected, one a case. */
export async function comparisonLabels(database: Database, pair: Pair): Promise<LabelGroup[]> {
  return database.query<LabelGroup>(
    `with ${asked(pair)}
     select segment, propensity, ${agree('a', 'l.value', '$1')} as "isChallengerRight", ${agree('b', 'l.value', '$1')} as "isChampionRight", count(*)::int as labels,
            sum(${far('a', 'l.value')}) as "challengerOff", sum(${far('b', 'l.value')}) as "championOff"
       from asked join lateral (${MEASURING_LABEL}) l on true
      where a_ok and b_ok and propensity > 0 group by 1, 2, 3, 4`,
    [...parameters(pair), WITHOUT_CHANCE],
  );
}

/** Imported labels came by the chance that their file says; where it says none, the case's propensity is 0. */
const WITHOUT_CHANCE = HAND_PICKED_REASONS.filter((reason) => reason !== 'imported');

/** $5: the reasons of reviews that were picked, not drawn. */
const MEASURING_LABEL = `select l.value from label l join review r on r.id = l.review_id
  where l.case_id = asked.id and l.blind and r.reason <> all($5::text[])
    and not exists (select 1 from label later where later.corrects_id = l.id)
  order by l.created_at desc, l.id desc limit 1`;

export type DifferingRow = {
  id: string;
  input: unknown;
  segment: string | null;
  a: unknown;
  b: unknown;
  a_confidence: number | null;
  b_confidence: number | null;
  strength: number;
  label: unknown;
  is_in_review: boolean;
  created_at: Date;
};

/** Where they say different things, the surest first. */
export async function differingCases(
  database: Database,
  pair: Pair,
  page: { readonly first: number; readonly after: { readonly strength: number; readonly id: string } | undefined },
): Promise<DifferingRow[]> {
  return database.query<DifferingRow>(
    `with ${asked(pair)},
     differing as (
       select *, (coalesce(a_confidence, 0.5) + coalesce(b_confidence, 0.5)) / 2 as strength from asked where a_ok and b_ok and ${DIFFER})
     select d.id, c.input, d.segment, d.a, d.b, d.a_confidence, d.b_confidence, d.strength, l.value as label, d.created_at,
            l.value is not null or exists (select 1 from review r where r.case_id = d.id and r.state = 'open') as is_in_review
       from differing d join intake_case c on c.id = d.id
       left join lateral (select value from label where case_id = d.id order by created_at desc, id desc limit 1) l on true
      where $5::float8 is null or (d.strength, d.id) < ($5, $6::uuid)
      order by d.strength desc, d.id desc limit $7`,
    [...parameters(pair), page.after?.strength ?? null, page.after?.id ?? null, page.first],
  );
}
