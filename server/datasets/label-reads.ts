import { Injectable } from '@nestjs/common';
import type { Actor, LabelRow } from '@handrail/shared/contracts';
import { assertMay } from '../identity/index.js';
import { Database } from '../platform/database/index.js';
import { decodeCursor } from '../platform/graphql/index.js';
import { ProjectDirectory } from '../projects/index.js';
import { csvHeader, toCsvLine, toJsonLine } from './label-formats.js';
import {
  countSql,
  EXPORT_SQL,
  filterParameters,
  toLabelRow,
  type ExportedRow,
  type LabelFilter,
} from './labels.sql.js';

/** Labels as data scientists read them: a page, a count, or all of them as a stream of lines with flat memory. */
@Injectable()
export class LabelReads {
  constructor(
    private readonly database: Database,
    private readonly directory: ProjectDirectory,
  ) {}

  async page(
    actor: Actor,
    projectId: string,
    page: { filter: LabelFilter; first: number; after?: string | undefined },
  ): Promise<LabelRow[]> {
    assertMay(actor, 'labels:read', projectId);
    const after = page.after === undefined ? null : decodeCursor(page.after);
    const rows = await this.database.query<ExportedRow>(
      `${EXPORT_SQL} and ($8::timestamptz is null or (l.created_at, l.id) < ($8, $9::uuid)) order by l.created_at desc, l.id desc limit $10`,
      [...filterParameters(projectId, page.filter), after?.at ?? null, after?.id ?? null, page.first],
    );
    return rows.map(toLabelRow);
  }

  async count(actor: Actor, projectId: string, filter: LabelFilter): Promise<number> {
    assertMay(actor, 'labels:read', projectId);
    const [row] = await this.database.query<{ count: number }>(countSql(filter), filterParameters(projectId, filter));
    return row?.count ?? 0;
  }

  /** The file's lines, oldest first. The caller has checked who asks. */
  async *lines(projectId: string, format: 'jsonl' | 'csv', filter: LabelFilter): AsyncGenerator<string> {
    const fields = (await this.directory.get(projectId)).inputSchema.fields.map(({ name }) => name);
    if (format === 'csv') yield csvHeader(fields);
    const rows = this.database.stream<ExportedRow>(
      `${EXPORT_SQL} order by l.created_at, l.id`,
      filterParameters(projectId, filter),
    );
    for await (const row of rows)
      yield format === 'csv' ? toCsvLine(toLabelRow(row), fields) : toJsonLine(toLabelRow(row));
  }
}
