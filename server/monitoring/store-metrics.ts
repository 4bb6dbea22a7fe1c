import type { Cell } from '@handrail/shared/monitoring';
import type { Database, UnitOfWork } from '../platform/database/index.js';
import type { DirtyCell, SeriesKey } from './metric-buffer.js';
import { insertLayouts, markDue, seriesIds, staleFrom, storeBuckets } from './metric.sql.js';
import { BoundNames } from './names/bound-names.js';
import { isOfValues, storeApart, type Refused } from './store-apart.js';

const ROWS_A_STATEMENT = 1000;
/** Of series whose ids are remembered; 50 projects have about 10,000. Beside the cells they are most of what metrics hold. */
const MOST_IDS = 30_000;

type Place = { readonly series: SeriesKey; readonly writer: string };

/** Stores cells as they stand; storing them again changes nothing. One that is refused holds back no other. */
export class StoreMetrics {
  private readonly ids = new Map<string, string>();
  private readonly names: BoundNames;
  /** As what a cell was stored first it is stored again, so that it is counted once. */
  private readonly places = new WeakMap<Cell, Place>();
  private readonly storedLayouts = new Set<string>();
  private flushes = 0;

  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
  ) {
    this.names = new BoundNames(unitOfWork);
  }

  /** Gives what cannot be stored. @throws where the database does not answer. */
  async run(cells: readonly DirtyCell[], now: Date): Promise<Refused<DirtyCell>[]> {
    this.flushes += 1;
    const refused = await storeApart(cells, (some) => this.store(some, now), isOfValues);
    // What is remembered of the database may be what was wrong.
    if (refused.length > 0) this.forget();
    return refused;
  }

  private forget(): void {
    this.ids.clear();
    this.storedLayouts.clear();
  }

  private async store(cells: readonly DirtyCell[], now: Date): Promise<void> {
    await this.storeLayouts(cells, now);
    const places = await this.placesOf(cells, now);
    const ids = await this.idsOf(
      places.map(({ series }) => series),
      now,
    );
    const rows = cells.map(({ bucket, writer, cell }, index) => ({
      seriesId: ids[index] ?? '',
      resolution: bucket.resolution,
      start: bucket.start,
      writer: places[index]?.writer ?? writer,
      cell,
    }));
    await this.unitOfWork.run(async (tx) => {
      for (let start = 0; start < rows.length; start += ROWS_A_STATEMENT) {
        await storeBuckets(tx, rows.slice(start, start + ROWS_A_STATEMENT), this.flushes);
      }
      await markDue(tx, staleFrom(cells), now);
    });
  }

  private async placesOf(cells: readonly DirtyCell[], now: Date): Promise<Place[]> {
    const fresh = cells.filter(({ cell }) => !this.places.has(cell));
    const named = await this.names.of(
      fresh.map(({ series }) => series),
      now,
    );
    fresh.forEach(({ writer, cell, series: own }, index) => {
      this.places.set(cell, { series: named[index] ?? own, writer });
    });
    return cells.map(({ series, writer, cell }) => this.places.get(cell) ?? { series, writer });
  }

  private async storeLayouts(cells: readonly DirtyCell[], now: Date): Promise<void> {
    const fresh = new Map(
      cells.flatMap(({ series: { layout: id }, layout }) =>
        layout && !this.storedLayouts.has(id) ? [[id, layout] as const] : [],
      ),
    );
    if (fresh.size === 0) return;
    await insertLayouts(
      this.database,
      [...fresh].map(([id, layout]) => ({ id, layout })),
      now,
    );
    for (const id of fresh.keys()) this.storedLayouts.add(id);
  }

  private async idsOf(keys: readonly SeriesKey[], now: Date): Promise<string[]> {
    const names = keys.map(nameOf);
    const unknown = new Map(
      keys.flatMap((key, index) => (this.ids.has(names[index] ?? '') ? [] : [[nameOf(key), key]])),
    );
    if (unknown.size > 0) {
      const found = await seriesIds(this.database, [...unknown.values()], now);
      [...unknown.keys()].forEach((name, index) => this.ids.set(name, found[index] ?? ''));
    }
    const ids = names.map((name) => this.ids.get(name) ?? '');
    if (this.ids.size > MOST_IDS) this.ids.clear();
    return ids;
  }
}

function nameOf({ projectId, metric, part, layout, segment, decider, level }: SeriesKey): string {
  return [projectId, metric, part, layout, segment, decider, level].join('\0');
}
