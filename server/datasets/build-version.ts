import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { addToTally, cardOf, columnsOf, datasetRow, emptyTally } from '@handrail/shared/datasets';
import { ChangeFeed } from '../platform/change-feed/index.js';
import { Clock } from '../platform/clock/index.js';
import { Database, UnitOfWork } from '../platform/database/index.js';
import { ProjectDirectory } from '../projects/index.js';
import { CANDIDATES, candidateParameters, type FactsRow } from './dataset-facts.sql.js';
import { countWithin, estimatedCount } from './dataset-count.sql.js';
import { toLine, VERSIONS, type VersionRow } from './dataset-rows.js';
import { changesAgainstLast, insertFrozen, type FrozenRow } from './frozen.sql.js';

const BATCH = 500;
const DIGEST_BYTES = 16;
const COUNT_WITHIN_MS = 2000;
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
  ) {}

  /** Idempotent: a build that was cut off or failed begins afresh, one that is ready stays as it is. */
  async run({ versionId }: { versionId: string }): Promise<void> {
    const [version] = await this.database.query<VersionRow>(`${VERSIONS} where v.id = $1`, [versionId]);
    if (!version || version.state === 'ready') return;
    try {
      await this.unitOfWork.run(async (tx) => {
        await tx.query('delete from dataset_row where version_id = $1', [versionId]);
        await tx.query(
          `update dataset_version set state = 'building', failure = null, rows_done = 0 where id = $1 and state <> 'ready'`,
          [versionId],
        );
      });
      await this.freeze(version);
    } catch (error) {
      await this.fail(versionId, error);
      throw error;
    }
  }

  private async freeze(version: VersionRow): Promise<void> {
    const { definition, project_id: projectId } = version;
    const { salt } = (await this.directory.get(projectId)).policy;
    const columns = columnsOf(definition);
    const [hash, tally] = [createHash('sha256'), emptyTally()];
    const parameters = candidateParameters({ projectId, frozenAt: version.created_at, ...definition });
    await this.expect(version.id, parameters);
    let [batch, bytes, told]: [FrozenRow[], number, number] = [[], 0, 0];
    const store = async (): Promise<void> => {
      const rows = batch;
      batch = [];
      if (rows.length === 0) return;
      const tells = this.clock.now().getTime() - told >= TELL_EVERY_MS;
      if (tells) told = this.clock.now().getTime();
      await this.unitOfWork.run(async (tx) => {
        await insertFrozen(tx, version.id, { rows, done: tally.rows });
        if (tells) await this.feed.publish(tx, { type: 'datasets', projectId });
      });
    };
    for await (const { label_ids, prediction_ids, decision_id, ...facts } of this.database.stream<FactsRow>(
      CANDIDATES,
      parameters,
    )) {
      const row = datasetRow(facts, definition, salt);
      if (!row) continue;
      const line = toLine(row, columns);
      hash.update(line);
      bytes += Buffer.byteLength(line);
      addToTally(tally, row);
      const digest = createHash('sha256')
        .update(line)
        .digest('hex')
        .slice(0, 2 * DIGEST_BYTES);
      batch.push({ ordinal: tally.rows, case_id: row.id, label_ids, prediction_ids, decision_id, digest });
      if (batch.length >= BATCH) await store();
    }
    await store();
    const changes = await changesAgainstLast(this.database, version.id);
    await this.unitOfWork.run(async (tx) => {
      await tx.query(
        `update dataset_version set state = 'ready', row_count = $2, rows_done = $2, byte_count = $3, sha256 = $4, card = $5, changes = $6,
                ready_at = $7 where id = $1 and state = 'building'`,
        [
          version.id,
          tally.rows,
          bytes,
          hash.digest('hex'),
          JSON.stringify(cardOf(tally)),
          changes === null ? null : JSON.stringify(changes),
          this.clock.now(),
        ],
      );
      // Whoever looks at the project sees that it is ready.
      await this.feed.publish(tx, { type: 'datasets', projectId });
    });
  }

  private async fail(versionId: string, error: unknown): Promise<void> {
    const failure = error instanceof Error ? error.message.slice(0, 500) : 'failed';
    await this.unitOfWork.run(async (tx) => {
      const [row] = await tx.query<{ project_id: string }>(
        `update dataset_version set state = 'failed', failure = $2 where id = $1 and state <> 'ready' returning project_id`,
        [versionId, failure],
      );
      if (row) await this.feed.publish(tx, { type: 'datasets', projectId: row.project_id });
    });
  }

  /** How many cases are to be looked at, so that the progress says what is left. */
  private async expect(versionId: string, parameters: readonly unknown[]): Promise<void> {
    const counted = await this.unitOfWork.run((tx) => countWithin(tx, parameters, COUNT_WITHIN_MS));
    const expected = counted ?? (await estimatedCount(this.database, parameters));
    await this.unitOfWork.run((tx) =>
      tx.query('update dataset_version set rows_expected = $2 where id = $1', [versionId, expected]),
    );
  }
}
