import { decodeBins, encodeBins, type Cell, type Layout, type MediumMeasured } from '@handrail/shared/monitoring';
import type { Route, RoutePrediction } from '@handrail/shared/ladder';
import type { CaseInput, OutputValue } from '@handrail/shared/schema';
import type { Database, Tx } from '../../platform/database/index.js';

/** TRAINING: the cases whose labels taught the version. CASES: the first ones that it decided, where nobody knows what taught it. */
export const REFERENCE_SOURCES = ['TRAINING', 'CASES'] as const;
export type ReferenceSource = (typeof REFERENCE_SOURCES)[number];

/** What one metric and part looked like, counted on bins that stay. Without a segment: of all of them. */
export type Reference = {
  readonly projectId: string;
  readonly decider: string;
  readonly metric: string;
  readonly part: string;
  readonly segment: string | null;
  readonly layoutId: string;
  readonly layout: Layout;
  readonly source: ReferenceSource;
  readonly firstAt: Date;
  readonly lastAt: Date;
  readonly frozenAt: Date;
  readonly cell: Cell;
};
export type SampleCase = {
  readonly id: string;
  readonly segment: string | null;
  readonly input: CaseInput;
  readonly route: Route;
  readonly created_at: Date;
  readonly answers: readonly RoutePrediction[];
  /** What was decided first, by whomever; null: nothing yet. */
  readonly decision: OutputValue | null;
  readonly media: readonly { readonly field: string; readonly measured: MediumMeasured }[];
};

/** A grid needs no more to know its bins to a hundredth. */
const SAMPLE = 10_000;
/** The cases among which those of one machine are looked for. */
const LOOKED_THROUGH = 50_000;

/** Cases read at a time: inputs may be long, and only what is counted of them is kept. */
const PIECE = 200;

const SAMPLED = `select c.id, c.segment, c.input, c.route, c.created_at,
       coalesce((select jsonb_agg(jsonb_build_object('kind', p.kind, 'model', p.model, 'value', p.value, 'confidence', p.confidence, 'error', p.error))
                   from prediction p where p.case_id = c.id and not p.behind), '[]') as answers,
       coalesce((select jsonb_agg(jsonb_build_object('field', m.field, 'measured', m.measured)) from media_measure m where m.case_id = c.id), '[]') as media,
       (select d.value from decision d where d.case_id = c.id and d.sequence = 1) as decision
  from chosen join intake_case c on c.id = chosen.id`;

/** Ids of the latest cases of a time, at most so many. */
export function casesIn(
  database: Database,
  { projectId, from, to, limit }: { projectId: string; from: Date; to: Date; limit: number },
): Promise<string[]> {
  return idsOf(
    database,
    'select id from intake_case where project_id = $1 and created_at >= $2 and created_at < $3 order by created_at desc, id desc limit $4',
    [projectId, from, to, limit],
  );
}

/** Ids of cases whose labels taught the version, at random; none where this project did not train it. */
export function trainingCases(database: Database, projectId: string, decider: string): Promise<string[]> {
  return idsOf(
    database,
    `with taught as (
       select t.options, coalesce(t.as_of, t.started_at, t.created_at) as at from training t
         join decider_version v on v.id = t.version_id join decider d on d.id = v.decider_id
        where t.project_id = $1 and d.name || '@' || v.version = $2 and t.status = 'done' order by t.ended_at desc limit 1)
     select l.case_id as id from label l join taught t on l.created_at <= t.at
        and (t.options ->> 'since' is null or l.created_at >= (t.options ->> 'since')::timestamptz)
      where l.project_id = $1 group by l.case_id order by md5(l.case_id::text) limit ${SAMPLE}`,
    [projectId, decider],
  );
}

/** Ids of the latest cases that the machine was on duty for; of no machine, any. */
export function decidedCases(database: Database, projectId: string, decider: string): Promise<string[]> {
  return idsOf(
    database,
    `select id from (select id, route, created_at from intake_case where project_id = $1 order by created_at desc, id desc limit ${LOOKED_THROUGH}) latest
      where $2 = '' or route ->> 'machine' = $2 order by created_at desc limit ${SAMPLE}`,
    [projectId, decider],
  );
}

async function idsOf(database: Database, statement: string, parameters: unknown[]): Promise<string[]> {
  const rows = await database.query<{ id: string }>(statement, parameters);
  return rows.map(({ id }) => id);
}

/** The cases of these ids, some at a time. */
export async function* casesOf(database: Database, ids: readonly string[]): AsyncGenerator<SampleCase[]> {
  for (let start = 0; start < ids.length; start += PIECE) {
    yield await database.query<SampleCase>(`with chosen as (select unnest($1::uuid[]) as id) ${SAMPLED}`, [
      ids.slice(start, start + PIECE),
    ]);
  }
}

/** Projects in which something was counted since. */
export function projectsCounted(database: Database): Promise<{ id: string }[]> {
  return database.query(
    `select id from project p where exists (select 1 from metric_series s where s.project_id = p.id) order by id`,
  );
}

/** What is frozen of a version already. */
export function frozenParts(
  database: Database,
  projectId: string,
  decider: string,
): Promise<{ metric: string; part: string; layout: string }[]> {
  return database.query(
    'select metric, part, layout from metric_reference where project_id = $1 and decider = $2 and segment is null',
    [projectId, decider],
  );
}

/** Keeps references; what another process kept first stays. Layouts first. */
export async function insertReferences(tx: Tx, references: readonly Reference[]): Promise<void> {
  for (const { cell, ...one } of references) {
    await tx.query(`insert into metric_layout (id, layout, created_at) values ($1, $2, $3) on conflict do nothing`, [
      one.layoutId,
      JSON.stringify(one.layout),
      one.frozenAt,
    ]);
    await tx.query(
      `insert into metric_reference (project_id, decider, metric, part, segment, layout, source, first_at, last_at, count, missing, mean, m2,
              minimum, maximum, bins, frozen_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) on conflict do nothing`,
      [
        ...[one.projectId, one.decider, one.metric, one.part, one.segment, one.layoutId, one.source, one.firstAt],
        ...[one.lastAt, cell.count, cell.missing, cell.mean, cell.m2],
        ...[Number.isFinite(cell.min) ? cell.min : null, Number.isFinite(cell.max) ? cell.max : null],
        Buffer.from(encodeBins(cell.bins ?? { counts: [], sums: null })),
        one.frozenAt,
      ],
    );
  }
}

type Row = Omit<Reference, 'cell'> & { readonly count: number; readonly missing: number; readonly mean: number } & {
  readonly m2: number;
  readonly min: number | null;
  readonly max: number | null;
  readonly bins: Buffer;
};

/** Everything that is frozen of a version, the oldest first. */
export async function referencesOf(database: Database, projectId: string, decider: string): Promise<Reference[]> {
  const rows = await database.query<Row>(
    `select r.project_id as "projectId", r.decider, r.metric, r.part, r.segment, r.layout as "layoutId", l.layout, r.source, r.first_at as "firstAt",
            r.last_at as "lastAt", r.frozen_at as "frozenAt", r.count::float8 as count, r.missing::float8 as missing, r.mean,
            r.m2, r.minimum as min, r.maximum as max, r.bins
       from metric_reference r join metric_layout l on l.id = r.layout
      where r.project_id = $1 and r.decider = $2 order by r.frozen_at, r.metric, r.part, r.segment nulls first`,
    [projectId, decider],
  );
  return rows.map(({ count, missing, mean, m2, min, max, bins, ...row }) => ({
    ...row,
    cell: {
      ...{ count, missing, mean, m2, sketch: null },
      ...{ min: min ?? Infinity, max: max ?? -Infinity, bins: decodeBins(bins) },
    },
  }));
}

/** A process counts for as many versions of a project: those in force, their rollouts, and what was lately. */
const VERSIONS = 5;

/** Layouts frozen at this time or later for the latest versions of each project, the oldest first. */
export function layoutsFrozenSince(
  database: Database,
  since: Date,
): Promise<{ projectId: string; decider: string; metric: string; part: string; layout: Layout; frozenAt: Date }[]> {
  return database.query(
    `with latest as (
       select project_id, decider, row_number() over (partition by project_id order by max(frozen_at) desc, decider) as place
         from metric_reference group by project_id, decider)
     select r.project_id as "projectId", r.decider, r.metric, r.part, l.layout, r.frozen_at as "frozenAt"
       from metric_reference r join metric_layout l on l.id = r.layout
       join latest t on t.project_id = r.project_id and t.decider = r.decider and t.place <= ${VERSIONS}
      where r.segment is null and r.frozen_at >= $1 order by r.frozen_at, r.decider`,
    [since],
  );
}
