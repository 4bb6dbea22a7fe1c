import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import { BrokenFile, EncodingSeen, type Encoding } from '@handrail/shared/imports';
import { Clock } from '../../platform/clock/index.js';
import { Database, UnitOfWork } from '../../platform/database/index.js';
import { invalid, notFound, ProblemError } from '../../platform/http/index.js';
import { newId } from '../../platform/ids/index.js';
import { IMPORTS, type ImportRecord } from './import-rows.js';
import { LookAtImport } from './look-at-import.js';
import { formatOfFile } from './read-rows.js';
import { CHUNK_BYTES, SourceFile } from './source-file.js';
import { unpacked } from './unpacked.js';

/** Longer ones are sent in parts. */
export const MAX_BYTES = 512 * 1024 * 1024;
const MAX_NAME = 200;
/** Files that nobody started to import go after this. */
const KEPT_MS = 7 * 24 * 3_600_000;

/**
 * Takes a file in, piece by piece, into the database: whichever process imports it later can read it there. Looks at its
 * first rows, and proposes what its columns become.
 */
@Injectable()
export class TakeUpload {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly look: LookAtImport,
  ) {}

  /** The caller has checked who sends it. @throws ProblemError `too-large`, or `invalid` for what cannot be read; then nothing is kept. */
  async run(actor: Actor, projectId: string, given: { name: string; body: Readable }): Promise<ImportRecord> {
    const [id, now] = [newId(), this.clock.now()];
    const name =
      given.name
        .trim()
        .replaceAll(/\p{Cc}/gu, ' ')
        .slice(0, MAX_NAME) || 'file';
    const by = actor.kind === 'apiKey' ? 'an API key' : actor.name;
    await this.unitOfWork.run(async (tx) => {
      await tx.query(`delete from label_import where state in ('uploading', 'uploaded') and created_at < $1`, [
        new Date(now.getTime() - KEPT_MS),
      ]);
      await tx.query(
        `insert into label_import (id, project_id, file_name, state, created_by, created_at) values ($1, $2, $3, 'uploading', $4, $5)`,
        [id, projectId, name, by, now],
      );
    });
    try {
      const stored = await this.store(id, given.body);
      await this.lookAt(id, projectId, stored);
    } catch (error) {
      await this.unitOfWork.run((tx) => tx.query('delete from label_import where id = $1', [id]));
      if (error instanceof BrokenFile) throw invalid(error.message);
      throw error;
    }
    const [row] = await this.database.query<ImportRecord>(`${IMPORTS} where id = $1`, [id]);
    if (!row) throw notFound('import');
    return row;
  }

  private async store(importId: string, body: Readable): Promise<Stored> {
    const [seen, hash] = [new EncodingSeen(), createHash('sha256')];
    let [held, bytes, ordinal]: [Buffer[], number, number] = [[], 0, 0];
    let heldBytes = 0;
    const write = async (chunk: Buffer): Promise<void> => {
      const at = ordinal;
      ordinal += 1;
      await this.unitOfWork.run((tx) =>
        tx.query('insert into label_import_chunk (import_id, ordinal, bytes) values ($1, $2, $3)', [
          importId,
          at,
          chunk,
        ]),
      );
    };
    for await (const given of unpacked(body as AsyncIterable<Buffer>)) {
      const part = Buffer.from(given.buffer, given.byteOffset, given.byteLength);
      bytes += part.length;
      seen.add(part);
      hash.update(part);
      if (bytes > MAX_BYTES)
        throw new ProblemError('too-large', `A file has at most ${MAX_BYTES / 1024 / 1024} MB; send it in parts.`);
      held.push(part);
      heldBytes += part.length;
      if (heldBytes < CHUNK_BYTES) continue;
      const all = Buffer.concat(held);
      let from = 0;
      for (; all.length - from >= CHUNK_BYTES; from += CHUNK_BYTES) await write(all.subarray(from, from + CHUNK_BYTES));
      held = [all.subarray(from)];
      heldBytes = all.length - from;
    }
    if (heldBytes > 0) await write(Buffer.concat(held));
    return { bytes, sha256: hash.digest(), encoding: seen.encoding, isDamaged: seen.isDamaged };
  }

  private async lookAt(id: string, projectId: string, { bytes, sha256, encoding, isDamaged }: Stored): Promise<void> {
    const format = await formatOfFile(new SourceFile(this.database, id, bytes), encoding);
    await this.unitOfWork.run((tx) =>
      tx.query('update label_import set content_sha256 = $2 where id = $1', [id, sha256]),
    );
    const said = isDamaged ? ['Some of it is no UTF-8, though most is; those rows are refused.'] : [];
    const isText = format !== 'parquet' && encoding !== undefined;
    await this.look.run({ id, projectId, bytes, format }, { ...(isText && { encoding }), columns: {} }, said);
  }
}

type Stored = {
  readonly bytes: number;
  readonly sha256: Buffer;
  /** Undefined: it is no text that is known. */
  readonly encoding: Encoding | undefined;
  readonly isDamaged: boolean;
};
