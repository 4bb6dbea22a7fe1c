import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import {
  importRow,
  importSettingsSchema,
  type ImportedRow,
  type RowError,
  type SourceRow,
} from '@handrail/shared/imports';
import { assertMay } from '../../identity/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { notFound, parseWith, ProblemError } from '../../platform/http/index.js';
import { ProjectDirectory } from '../../projects/index.js';
import { IMPORTS, type ErrorRow, type ImportRecord } from './import-rows.js';
import { openRows } from './read-rows.js';
import { SourceFile } from './source-file.js';

const PREVIEW_ROWS = 50;

/** A row of the file as it would be stored, or what is wrong with it. */
export type PreviewRow = {
  readonly number: number;
  /** The row as the file has it; null where it is no row. */
  readonly source: SourceRow | null;
  readonly row: ImportedRow | null;
  readonly errors: readonly RowError[];
};

/** Imports as screens and pipelines read them. */
@Injectable()
export class ImportReads {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly directory: ProjectDirectory,
  ) {}

  /** Newest first, at most 100. */
  async list(actor: Actor, projectId: string): Promise<ImportRecord[]> {
    mayImport(actor, projectId);
    return this.database.query<ImportRecord>(
      `${IMPORTS} where project_id = $1 and state <> 'uploading' and removed_at is null order by created_at desc, id desc limit 100`,
      [projectId],
    );
  }

  /** @throws ProblemError `not-found`. */
  async get(actor: Actor, projectId: string, importId: string): Promise<ImportRecord> {
    mayImport(actor, projectId);
    const [row] = await this.database.query<ImportRecord>(
      `${IMPORTS} where id::text = $1 and project_id = $2 and removed_at is null`,
      [importId, projectId],
    );
    if (!row) throw notFound('import');
    return row;
  }

  /** What is wrong with rows, by their number; the first ones, at most 10,000. */
  async errors(
    actor: Actor,
    projectId: string,
    { importId, first }: { importId: string; first: number },
  ): Promise<ErrorRow[]> {
    const { id } = await this.get(actor, projectId, importId);
    return this.database.query<ErrorRow>(
      `select row_number, column_name, detail from label_import_error where import_id = $1 order by row_number, ordinal limit $2`,
      [id, first],
    );
  }

  /** The first 50 rows as they would be stored. @throws ProblemError `conflict` once the file is imported and gone. */
  async preview(
    actor: Actor,
    projectId: string,
    given: { importId: string; settings: unknown },
  ): Promise<PreviewRow[]> {
    const record = await this.get(actor, projectId, given.importId);
    const settings = parseWith(importSettingsSchema, given.settings);
    if (record.state !== 'uploaded' || record.format === null)
      throw new ProblemError('conflict', 'This file was imported already; send it again to look at it.');
    const { inputSchema, outputSchema } = await this.directory.get(projectId);
    const context = { settings, inputSchema, outputSchema, now: this.clock.now() };
    const file = new SourceFile(this.database, record.id, Number(record.byte_count));
    const rows: PreviewRow[] = [];
    for await (const one of openRows(file, record.format, settings.mapping.reading).rows) {
      const read = 'row' in one ? importRow(one.row, context) : bad(one.problem);
      const source = 'row' in one ? one.row : null;
      rows.push({ number: one.number, source, row: read.ok ? read.row : null, errors: read.ok ? [] : read.errors });
      if (rows.length >= PREVIEW_ROWS) break;
    }
    return rows;
  }
}

function bad(detail: string): { ok: false; errors: RowError[] } {
  return { ok: false, errors: [{ column: null, detail }] };
}

/** A key was checked for its scope, and sees its own project only. */
export function mayImport(actor: Actor, projectId: string): void {
  if (actor.kind === 'apiKey') {
    if (actor.projectId !== projectId) throw notFound('project');
  } else assertMay(actor, 'labels:import', projectId);
}
