import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import { proposeMapping, type SourceRow } from '@handrail/shared/imports';
import { Clock } from '../../platform/clock/index.js';
import { Database, UnitOfWork } from '../../platform/database/index.js';
import { invalid, notFound, ProblemError } from '../../platform/http/index.js';
import { newId } from '../../platform/ids/index.js';
import { ProjectDirectory } from '../../projects/index.js';
import { IMPORTS, type ImportRecord } from './import-rows.js';
import { formatOfFile, readRows } from './read-rows.js';
import { BrokenFile, CHUNK_BYTES, SourceFile } from './source-file.js';

/** Longer ones are sent in parts. */
export const MAX_BYTES = 512 * 1024 * 1024;
const MAX_NAME = 200;
const LOOKED_AT_ROWS = 200;
const MAX_COLUMNS = 1000;
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
    private readonly directory: ProjectDirectory,
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
      const bytes = await this.store(id, given.body);
      await this.lookAt(id, projectId, bytes);
    } catch (error) {
      await this.unitOfWork.run((tx) => tx.query('delete from label_import where id = $1', [id]));
      if (error instanceof BrokenFile) throw invalid(error.message);
      throw error;
    }
    const [row] = await this.database.query<ImportRecord>(`${IMPORTS} where id = $1`, [id]);
    if (!row) throw notFound('import');
    return row;
  }

  private async store(importId: string, body: Readable): Promise<number> {
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
    for await (const part of body as AsyncIterable<Buffer>) {
      bytes += part.length;
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
    return bytes;
  }

  private async lookAt(id: string, projectId: string, bytes: number): Promise<void> {
    const { inputSchema, outputSchema } = await this.directory.get(projectId);
    const file = new SourceFile(this.database, id, bytes);
    const format = await formatOfFile(file);
    const rows: SourceRow[] = [];
    for await (const one of readRows(file, format)) {
      if ('row' in one) rows.push(one.row);
      if (rows.length >= LOOKED_AT_ROWS) break;
    }
    if (rows.length === 0) throw new BrokenFile('There is no row in it that could be read.');
    const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))].slice(0, MAX_COLUMNS);
    const proposal = proposeMapping({ columns, rows, inputSchema, outputSchema });
    await this.unitOfWork.run((tx) =>
      tx.query(
        `update label_import set state = 'uploaded', format = $2, byte_count = $3, columns = $4, proposal = $5 where id = $1`,
        [id, format, bytes, JSON.stringify(columns), JSON.stringify(proposal)],
      ),
    );
  }
}
