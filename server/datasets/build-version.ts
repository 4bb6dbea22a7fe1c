import { Injectable } from '@nestjs/common';
import {
  columnsOf,
  datasetRow,
  versionDrift,
  withOpenReviews,
  withQueue,
  withTerms,
  type DatasetCard,
  type ReviewStrata,
  type VersionDrift,
} from '@handrail/shared/datasets';
import { inputSchemaSchema } from '@handrail/shared/schema';
import { insertPush } from './bucket/bucket-rows.js';
import { PushVersion } from './bucket/push-version.js';
import { ChangeFeed } from '../platform/change-feed/index.js';
import { Clock } from '../platform/clock/index.js';
import { Database, UnitOfWork, type Tx } from '../platform/database/index.js';
import { heardLater } from '../platform/failures/index.js';
import { newId } from '../platform/ids/index.js';
import { ProjectDirectory } from '../projects/index.js';
import { insertBlock, packed } from './dataset-blocks.sql.js';
import { countRows, type ToCount } from './dataset-count.sql.js';
import { CANDIDATES, candidateParameters, type FactsRow } from './dataset-facts.sql.js';
import { VERSIONS, type VersionRow } from './dataset-rows.js';
import { changesAgainstLast, holdsErased, insertFrozen, profileOfVersion } from './frozen.sql.js';
import { reviewStrata } from './review-strata.sql.js';
import { VersionTally, type Batch, type Counted } from './version-tally.js';

const PATIENCE = { count: 2000, sample: 500 };
/** Whoever watches is told how far it is so often. */
const TELL_EVERY_MS = 1000;

/** Chooses and freezes a version's rows, and works out its hash and card, in one pass with flat memory. */
@Injectable()
export class BuildVersion {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly directory: ProjectDirectory,
    private readonly feed: ChangeFeed,
    private readonly pushes: PushVersion,
  ) {}

  /** Idempotent: a build that was cut off or failed begins afresh, one that is ready stays as it is. */
  async run({ versionId }: { versionId: string }): Promise<void> {
    const [version] = await this.database.query<VersionRow>(`${VERSIONS} where v.id = $1`, [versionId]);
    if (!version || version.state === 'ready' || version.state === 'cancelled') return;
    try {
      await this.unitOfWork.run(async (tx) => {
        await tx.query('delete from dataset_block where version_id = $1', [versionId]);
        await tx.query('delete from dataset_row where version_id = $1', [versionId]);
        await tx.query(
          `update dataset_version set state = 'building', failure = null, rows_done = 0 where id = $1 and state in ('building', 'failed')`,
          [versionId],
        );
      });
      await this.freeze(version);
    } catch (error) {
      if (await this.isCancelled(versionId)) return;
      await this.fail(versionId, error);
      throw error;
    }
  }

  /** Ends a build that no process gets to its end. */
  setAside(versionId: string, reason: string): Promise<void> {
    return this.fail(versionId, new Error(reason));
  }

  /** Or removed since. */
  private async isCancelled(versionId: string): Promise<boolean> {
    const rows = await this.database.query(`select 1 from dataset_version where id = $1 and state <> 'cancelled'`, [
      versionId,
    ]);
    return rows.length === 0;
  }

  private async freeze(version: VersionRow): Promise<void> {
    const { definition, project_id: projectId } = version;
    const { salt } = (await this.directory.get(projectId)).policy;
    const tally = new VersionTally(columnsOf(definition), {
      inputSchema: inputSchemaSchema.parse(version.input_schema),
      outputSchema: version.output_schema,
    });
    const asked = { projectId, frozenAt: version.created_at, ...definition };
    await this.expect(version.id, { ...asked, outputSchema: version.output_schema });
    const strata = await reviewStrata((sql, parameters) => this.database.query(sql, parameters), asked);
    const candidates = this.database.stream<FactsRow>(CANDIDATES, candidateParameters(asked));
    let told = 0;
    // One batch is packed and stored while the next is read.
    let storing = Promise.resolve();
    for await (const facts of candidates) {
      const row = datasetRow(withQueue(facts, strata), definition, { salt, outputSchema: version.output_schema });
      const batch = row && tally.add(row);
      if (!batch) continue;
      await storing;
      const now = this.clock.now().getTime();
      const tells = now - told >= TELL_EVERY_MS;
      if (tells) told = now;
      // Awaited at the next turn.
      storing = heardLater(this.store(version, batch, tells));
    }
    await storing;
    await this.store(version, tally.rest(), false);
    await this.finish(version, tally, strata);
  }

  private async store(version: VersionRow, { rows, lines, done }: Batch, tells: boolean): Promise<void> {
    if (rows.length === 0) return;
    const bytes = await packed(lines);
    await this.unitOfWork.run(async (tx) => {
      await insertBlock(tx, version.id, { ordinal: done - rows.length + 1, bytes });
      await insertFrozen(tx, version.id, { rows, done });
      if (tells) await this.feed.publish(tx, { type: 'datasets', projectId: version.project_id });
    });
  }

  private async finish(version: VersionRow, tally: VersionTally, strata: ReviewStrata): Promise<void> {
    const changes = await changesAgainstLast(this.database, version.id);
    const counted = tally.end();
    const { rows, bytes, sha256, shape, profile } = counted;
    const card = withOpenReviews(await this.card(version, counted), strata);
    const drift = changes === null ? null : await this.drift(version, counted, changes.against);
    const pushId = newId();
    const isPushed = await this.unitOfWork.run(async (tx) => {
      if (await holdsErased(tx, version.id)) throw new Error('A case was erased while it was read; it is read again.');
      const frozen = await tx.query(
        `update dataset_version set state = 'ready', row_count = $2, rows_done = $2, byte_count = $3, sha256 = $4, card = $5, shape = $6,
                changes = $7, ready_at = $8, profile = $9, drift = $10 where id = $1 and state = 'building' returning 1`,
        [
          version.id,
          rows,
          bytes,
          sha256,
          JSON.stringify(card),
          JSON.stringify(shape),
          changes === null ? null : JSON.stringify(changes),
          this.clock.now(),
          JSON.stringify(profile),
          drift === null ? null : JSON.stringify(drift),
        ],
      );
      if (frozen.length === 0) throw new Error('It is not being built any more.');
      // Whoever looks at the project sees that it is ready.
      await this.feed.publish(tx, { type: 'datasets', projectId: version.project_id });
      const push = { id: pushId, versionId: version.id, by: version.created_by, now: this.clock.now() };
      return insertPush(tx, push);
    });
    if (isPushed) await this.pushes.enqueue(pushId);
  }

  /** What each policy said when it routed the cases is a part of how they were selected. */
  private async card({ project_id: projectId }: VersionRow, { card }: Counted): Promise<DatasetCard> {
    const versions = (card.policies ?? []).map(({ version }) => version);
    return withTerms(card, await this.directory.policiesOf(projectId, versions));
  }

  /** Null where the version before was frozen when nothing was kept to compare it by. */
  private async drift(version: VersionRow, { profile }: Counted, against: number): Promise<VersionDrift | null> {
    const before = await profileOfVersion(this.database, version.project_id, against);
    return before && { against, parts: versionDrift(before, profile) };
  }

  private async fail(versionId: string, error: unknown): Promise<void> {
    const failure = error instanceof Error ? error.message.slice(0, 500) : 'failed';
    await this.unitOfWork.run(async (tx) => {
      const [row] = await tx.query<{ project_id: string }>(
        `update dataset_version set state = 'failed', failure = $2 where id = $1 and state in ('building', 'failed') returning project_id`,
        [versionId, failure],
      );
      if (row) await this.feed.publish(tx, { type: 'datasets', projectId: row.project_id });
    });
  }

  /** How many rows there will be, so that the progress says what is left. */
  private async expect(versionId: string, asked: ToCount): Promise<void> {
    const by = { database: this.database, inTx: <T>(work: (tx: Tx) => Promise<T>) => this.unitOfWork.run(work) };
    const { rows } = await countRows(by, asked, PATIENCE);
    await this.unitOfWork.run((tx) =>
      tx.query('update dataset_version set rows_expected = $2 where id = $1', [versionId, rows]),
    );
  }
}
