import { toleranceOf, type OutputSchema } from '@handrail/shared/schema';
import { clusterTotal, hashUniform } from '@handrail/shared/stats';
import { agree, type Database, type Tx } from '../platform/database/index.js';
import {
  ANSWERS,
  candidateParameters,
  CHOSEN,
  isWanted,
  labelled,
  machineOnly,
  type Asked,
} from './dataset-facts.sql.js';

/**
 * The labelled cases of `labelled`, with what consensus comes to, as `datasetRow` has it: what is known stands; else the
 * newest, or the one that most agree with, of several such the one given last. `n`: answers of the case; `alike`: those that
 * agree with this one. `isNear`: whether the project states a tolerance; without, equal answers are counted in one go.
 */
const settled = (which: string, isNear: boolean): string => `
  chosen as (${labelled(which)}),
  given as (
    select l.id, l.case_id, l.value, l.import_id is not null and r.reason = 'gold' as known,
           row_number() over (partition by l.case_id order by l.created_at, l.id) as place,
           count(*) over (partition by l.case_id)::int as n,
           ${isNear ? 'array_agg(l.value) over (partition by l.case_id) as those' : 'count(*) over (partition by l.case_id, l.value)::int as alike'}
      from chosen join label l on l.case_id = chosen.id join review r on r.id = l.review_id where ${ANSWERS}),
  answers as (${isNear ? NEAR : 'select * from given'}),
  final as (
    select distinct on (case_id) case_id, value, known, n, alike, min(alike) over (partition by case_id) = n as is_unanimous from answers
     order by case_id, known desc, case when known then place end, case when $17::text = 'majority' then alike end desc nulls last, place desc),
  kept as (
    select case_id, n from final
     where (known or $17::text <> 'unanimous' or is_unanimous) and alike::float8 / n >= coalesce($15::float8, 0) and ${isWanted('value')})`;

const NEAR = `
    select g.*, (select count(*)::int from unnest(g.those) other where ${agree('g.value', 'other', '$1')}) as alike from given g`;

/** The same where every labelled case is a row, whatever its answers come to: no answer has to be read. */
const COUNTED_CASES = `select count(*)::int as count from (${CHOSEN}) chosen where $15::float8 is null and $16::text[] is null and $17::text is not null`;

/** How many rows a definition gives. */
const counted = (isNear: boolean): string => `with ${settled('true', isNear)}
  select ((select count(*) from kept) + (select count(*) from (${machineOnly('true')}) m))::int as count`;

const blocksOf = (table: string): string =>
  `(select pg_relation_size('${table}') / current_setting('block_size')::bigint)::float8`;

/** Rows in the blocks of $18: at every place where a block has one. Rows of these tables have over 100 bytes each. */
const drawn = (table: string, columns: string): string => `
  sampled as materialized (
    select ${columns}, ((ctid::text::point)[0])::int as block from ${table}
     where ctid = any(array(select format('(%s,%s)', b, place)::tid from unnest($18::int[]) b,
             generate_series(1, current_setting('block_size')::int / 64) place)))`;

/** A sum for each block that was drawn, of what `sums` has by block: none where a block has no row of any kind. */
const summed = `
  select array_agg(coalesce(sums.sum, 0) order by b) as sums, (select count(*) from sampled)::float8 as drawn
    from unnest($18::int[]) b left join sums on sums.block = b`;

/**
 * What some blocks of the table of labels hold of the rows that a definition gives, a sum a block: a case counts in parts,
 * one for each of its answers. Every parameter is spoken of, so that its type is known.
 */
const sampledLabels = (isNear: boolean): string => `
  with ${drawn('label', 'id, case_id, project_id')},
  ${settled('l.case_id in (select case_id from sampled where project_id = $1)', isNear)},
  sums as (
    select s.block, coalesce(sum(1.0 / kept.n), 0)::float8 as sum from sampled s
      left join answers a on a.id = s.id left join kept on kept.case_id = a.case_id group by s.block)
  ${summed} where $12::boolean is not null`;

/** The same of the table of cases, for decisions of machines. */
const SAMPLED_CASES = `
  with ${drawn('intake_case', 'id')},
  found as (${machineOnly('c.id in (select id from sampled)')}),
  sums as (select s.block, count(found.id)::float8 as sum from sampled s left join found on found.id = s.id group by s.block)
  ${summed} where $17::text is not null`;

/** How many rows a definition gives. `lower` to `upper`: 95 %; nulls where that is not known. */
export type Counted = {
  readonly rows: number;
  readonly isExact: boolean;
  readonly lower: number | null;
  readonly upper: number | null;
};

/** Milliseconds: for counting, and for each of the two samples. */
export type Patience = { readonly count: number; readonly sample: number };

/** So many blocks of a table are looked at for an estimate. */
const BLOCKS = { label: 30, intake_case: 64 } as const;

/**
 * Counts the rows that a definition gives now, label by label as `datasetRow` decides; where that takes too long, says how
 * many there are in some blocks of the tables, for all of them, with its margin; where that takes too long as well, what
 * the planner expects, which is off by a factor where filters depend on each other.
 */
export async function countRows(
  { database, inTx }: { readonly database: Database; readonly inTx: InTx },
  asked: ToCount,
  patience: Patience,
): Promise<Counted> {
  const parameters = [...candidateParameters(asked), asked.consensus];
  const [exact] =
    (await within<{ count: number }>(inTx, patience.count, {
      sql: isPlain(asked) ? COUNTED_CASES : counted(isNear(asked)),
      parameters,
    })) ?? [];
  if (exact) return { rows: exact.count, isExact: true, lower: exact.count, upper: exact.count };
  const sampled = await estimateRows({ database, inTx }, asked, patience.sample);
  if (sampled) return { ...sampled, isExact: false };
  const [row] = await database.query<Plan>(`explain (format json) ${CHOSEN}`, candidateParameters(asked));
  const rows = Math.round(row?.['QUERY PLAN'][0]?.Plan['Plan Rows'] ?? 0);
  return { rows, isExact: false, lower: null, upper: null };
}

type InTx = <T>(work: (tx: Pick<Tx, 'query'>) => Promise<T>) => Promise<T>;
type Plan = { 'QUERY PLAN': { Plan: { 'Plan Rows': number } }[] };
type Sample = { readonly sums: number[] | null; readonly drawn: number };
type Estimated = { readonly rows: number; readonly lower: number; readonly upper: number };

/** `outputSchema`: the project's as it stands now, whose tolerance says what agrees. */
export type ToCount = Asked & { readonly outputSchema: OutputSchema };

function isNear({ outputSchema }: ToCount): boolean {
  return toleranceOf(outputSchema) !== null;
}

function isPlain({ filter, consensus }: Asked): boolean {
  return filter.labels === undefined && filter.minimumAgreement === undefined && consensus !== 'unanimous';
}

/** From some blocks of the tables; undefined where that takes longer than `milliseconds` a table, or a table has none. */
export async function estimateRows(
  { database, inTx }: { readonly database: Pick<Database, 'query'>; readonly inTx: InTx },
  asked: ToCount,
  milliseconds: number,
): Promise<Estimated | undefined> {
  const parameters = [...candidateParameters(asked), asked.consensus];
  const tables = asked.includeMachineDecisions ? (['label', 'intake_case'] as const) : (['label'] as const);
  let sum: Estimated = { rows: 0, lower: 0, upper: 0 };
  for (const table of tables) {
    const [size] = await database.query<{ blocks: number }>(`select ${blocksOf(table)} as blocks`);
    const blocks = size?.blocks ?? 0;
    const looked = blocksOver(blocks, BLOCKS[table]);
    const sql = table === 'label' ? sampledLabels(isNear(asked)) : SAMPLED_CASES;
    const [found] = (await within<Sample>(inTx, milliseconds, { sql, parameters: [...parameters, looked] })) ?? [];
    const part = found && totalOf(found, blocks);
    if (!part) return undefined;
    sum = { rows: sum.rows + part.rows, lower: sum.lower + part.lower, upper: sum.upper + part.upper };
  }
  return sum;
}

/**
 * So many blocks, one by chance of each stretch of equal length: a table is filled in the order of time, so what is alike lies
 * side by side, and all of it is met in its share. The same blocks each time.
 */
function blocksOver(blocks: number, most: number): number[] {
  const count = Math.min(blocks, most);
  return Array.from({ length: count }, (_, at) => {
    const [from, to] = [Math.floor((at * blocks) / count), Math.floor(((at + 1) * blocks) / count)];
    return from + Math.floor(hashUniform({ salt: 'blocks', purpose: 'split', key: String(at) }) * (to - from));
  });
}

/** The margin is that of blocks drawn from anywhere, which these do not use up. */
function totalOf({ sums, drawn: rows }: Sample, clusters: number): Estimated | undefined {
  const known = sums ?? [];
  const { total, lower, upper } = clusterTotal({ sums: known, clusters, most: rows / Math.max(1, known.length) });
  if (total === null || lower === null || upper === null) return undefined;
  return { rows: Math.round(total), lower: Math.floor(lower), upper: Math.ceil(upper) };
}

/** The rows of a statement; undefined where they take longer than that. */
function within<T>(
  inTx: InTx,
  milliseconds: number,
  { sql, parameters }: { readonly sql: string; readonly parameters: readonly unknown[] },
): Promise<T[] | undefined> {
  return inTime(inTx, milliseconds, (tx) => tx.query<T>(sql, parameters));
}

/** What statements give; undefined where one takes longer than that. */
export async function inTime<T>(
  inTx: InTx,
  milliseconds: number,
  read: (tx: Pick<Tx, 'query'>) => Promise<T>,
): Promise<T | undefined> {
  try {
    return await inTx(async (tx) => {
      await tx.query(`select set_config('statement_timeout', $1, true)`, [String(milliseconds)]);
      return read(tx);
    });
  } catch (error) {
    // 57014: cancelled by the time limit.
    if (codeOf(error) === '57014') return undefined;
    throw error;
  }
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
