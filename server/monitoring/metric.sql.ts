import type { Database, Tx } from '../platform/database/index.js';
import type { DirtyCell, SeriesKey } from './metric-buffer.js';
import { LENGTH_MS, storeCell, type Cell, type Resolution, type StoredCell } from '@handrail/shared/monitoring';

/** The writer of what was rolled up from finer buckets. */
export const ROLLED_UP = '00000000-0000-0000-0000-000000000000';

export type NewRow = {
  readonly seriesId: string;
  readonly resolution: Resolution;
  /** Unix milliseconds. */
  readonly start: number;
  readonly writer: string;
  readonly cell: Cell;
};

export const secondsOf = (resolution: Resolution): number => LENGTH_MS[resolution] / 1000;

export async function insertLayouts(
  database: Database,
  layouts: readonly { readonly id: string; readonly layout: unknown }[],
  now: Date,
): Promise<void> {
  await database.query(
    `insert into metric_layout (id, layout, created_at) select id, layout::jsonb, $3 from unnest($1::text[], $2::text[]) as n (id, layout)
      order by id on conflict do nothing`,
    [layouts.map(({ id }) => id), layouts.map(({ layout }) => JSON.stringify(layout)), now],
  );
}

const SERIES = ['project_id', 'metric', 'part', 'layout', 'segment', 'decider', 'level'].join(', ');
const GIVEN_SERIES = `unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[]) as n (${SERIES})`;

/** Ids of series in the order given; those that there are not yet are made. */
export async function seriesIds(database: Database, keys: readonly SeriesKey[], now: Date): Promise<string[]> {
  const columns = [
    keys.map(({ projectId }) => projectId),
    ...(['metric', 'part', 'layout', 'segment', 'decider', 'level'] as const).map((name) =>
      keys.map((key) => key[name]),
    ),
  ];
  await database.query(
    `insert into metric_series (${SERIES}, created_at) select ${SERIES}, $8 from ${GIVEN_SERIES}
      order by ${SERIES} on conflict do nothing`,
    [...columns, now],
  );
  const rows = await database.query<{ id: string }>(
    `select s.id::text from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
            with ordinality as n (${SERIES}, place)
       join metric_series s on s.project_id is not distinct from n.project_id and s.metric = n.metric and s.part = n.part
        and s.layout = n.layout and s.segment = n.segment and s.decider = n.decider and s.level = n.level
      order by n.place`,
    columns,
  );
  if (rows.length !== keys.length) throw new Error('unreachable: every series was inserted or was there');
  return rows.map(({ id }) => id);
}

/**
 * Stores buckets as they stand: a writer's later flush replaces its earlier one, and an earlier or repeated one changes
 * nothing. So nothing is counted twice, however often a flush is tried. What is rolled up is always replaced: whoever rolls
 * up has taken the bucket for itself.
 */
export async function storeBuckets(tx: Tx, rows: readonly NewRow[], flush: number): Promise<void> {
  const cells = rows.map(({ cell }) => storeCell(cell));
  const column = <K extends keyof StoredCell>(name: K): StoredCell[K][] => cells.map((cell) => cell[name]);
  const bytes = (name: 'sketch' | 'bins'): (Buffer | null)[] =>
    cells.map(({ [name]: value }) => (value ? Buffer.from(value.buffer, value.byteOffset, value.byteLength) : null));
  await tx.query(
    `insert into metric_bucket as b (series_id, seconds, start, writer, flush, count, missing, mean, m2, minimum, maximum, sketch, bins)
     select series_id, seconds, start, writer, $5, count, missing, mean, m2, minimum, maximum, sketch, bins
       from unnest($1::bigint[], $2::int[], $3::timestamptz[], $4::uuid[], $6::bigint[], $7::bigint[], $8::float8[], $9::float8[],
                   $10::float8[], $11::float8[], $12::bytea[], $13::bytea[])
         as n (series_id, seconds, start, writer, count, missing, mean, m2, minimum, maximum, sketch, bins)
     on conflict (series_id, seconds, start, writer) do update
        set flush = excluded.flush, count = excluded.count, missing = excluded.missing, mean = excluded.mean,
            m2 = excluded.m2, minimum = excluded.minimum, maximum = excluded.maximum,
            sketch = excluded.sketch, bins = excluded.bins
      where b.flush < excluded.flush or b.writer = '${ROLLED_UP}'`,
    [
      rows.map(({ seriesId }) => seriesId),
      rows.map(({ resolution }) => secondsOf(resolution)),
      rows.map(({ start }) => new Date(start)),
      rows.map(({ writer }) => writer),
      flush,
      column('count'),
      column('missing'),
      column('mean'),
      column('m2'),
      column('min'),
      column('max'),
      bytes('sketch'),
      bytes('bins'),
    ],
  );
}

export type Due = { readonly projectId: string | null; readonly resolution: Resolution; readonly start: number };

/**
 * Says that these coarser buckets no longer hold all of the finer ones. Last in its transaction: it waits for whoever
 * rolls the same bucket up, who then has not seen what this transaction wrote.
 */
export async function markDue(tx: Tx, due: readonly Due[], now: Date): Promise<void> {
  await tx.query(
    `insert into metric_due (project_id, seconds, start, touched_at)
     select project_id, seconds, start, $4 from unnest($1::uuid[], $2::int[], $3::timestamptz[]) as n (project_id, seconds, start)
      order by project_id, seconds, start
     on conflict (project_id, seconds, start) do update set touched_at = excluded.touched_at`,
    [
      due.map(({ projectId }) => projectId),
      due.map(({ resolution }) => secondsOf(resolution)),
      due.map(({ start }) => new Date(start)),
      now,
    ],
  );
}

/** The buckets that these cells make stale: a minute its hour and day, an hour its day. */
export function staleFrom(cells: readonly DirtyCell[]): Due[] {
  const due = new Map<string, Due>();
  for (const { bucket, series } of cells) {
    for (const resolution of ['HOUR', 'DAY'] as const) {
      const length = LENGTH_MS[resolution];
      if (LENGTH_MS[bucket.resolution] >= length) continue;
      const start = Math.floor(bucket.start / length) * length;
      due.set(`${series.projectId} ${resolution} ${start}`, { projectId: series.projectId, resolution, start });
    }
  }
  return [...due.values()];
}
