import { Injectable } from '@nestjs/common';
import type { Actor, LabelRow } from '@handrail/shared/contracts';
import { personalFields, type DatasetShape } from '@handrail/shared/datasets';
import { assertMay, mayReadPersonal } from '../identity/index.js';
import { Database, UnitOfWork } from '../platform/database/index.js';
import { decodeCursor } from '../platform/graphql/index.js';
import { ProjectDirectory } from '../projects/index.js';
import { parquetOf, shapeOfKinds, type KindsRow } from './label-columns.js';
import { csvFields, csvHeader, toCsvLine, toJsonLine } from './label-formats.js';
import { LabelProtection } from './label-protection.js';
import { KINDS_SQL, lastPosition, type LabelRange } from './label-positions.sql.js';
import {
  ARRIVED_SQL,
  countSql,
  EXPORT_SQL,
  filterParameters,
  toLabelRow,
  type ExportedRow,
  type LabelFilter,
} from './labels.sql.js';

export const LABEL_FORMATS = ['jsonl', 'csv', 'parquet'] as const;
export type LabelFormat = (typeof LABEL_FORMATS)[number];

/** Which labels: a filter's, of those that became visible in a range; absent: of all. Parquet needs a range. */
export type LabelsAsked = {
  readonly filter: LabelFilter;
  readonly range?: LabelRange | undefined;
  readonly isByArrival?: boolean;
};

/** Labels as data scientists read them: a page, a count, or all of them as a stream of lines with flat memory. */
@Injectable()
export class LabelReads {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
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
    const protect = await this.protectionFor(actor, projectId);
    return rows.map((row) => protect.row(toLabelRow(row)));
  }

  async count(actor: Actor, projectId: string, filter: LabelFilter): Promise<number> {
    assertMay(actor, 'labels:read', projectId);
    const [row] = await this.database.query<{ count: number }>(countSql(filter), filterParameters(projectId, filter));
    return row?.count ?? 0;
  }

  /** The number of the project's newest label: all labels up to it can be read now. The caller has checked who asks. */
  newest(projectId: string): Promise<number> {
    return this.unitOfWork.run((tx) => lastPosition(tx, projectId));
  }

  /**
   * The file: oldest first, or the labels of a range in the order in which they became visible. The caller has checked
   * who asks.
   */
  async *file(
    actor: Actor,
    projectId: string,
    { format, ...asked }: LabelsAsked & { readonly format: LabelFormat },
  ): AsyncGenerator<string | Uint8Array> {
    const { outputSchema } = await this.directory.get(projectId);
    const protect = await this.protectionFor(actor, projectId);
    const { inputSchema } = protect;
    const rows = protect.all(this.rows(projectId, asked));
    if (format === 'parquet') {
      const shape = protect.shape(await this.shape(projectId, asked));
      yield* parquetOf(rows, { inputSchema, outputSchema, shape, protection: protect.ways });
      return;
    }
    const fields = csvFields(inputSchema);
    if (format === 'csv') yield csvHeader(fields);
    for await (const row of rows) yield format === 'csv' ? toCsvLine(row, fields) : toJsonLine(row);
  }

  private async protectionFor(actor: Actor, projectId: string): Promise<LabelProtection> {
    const { inputSchema, policy } = await this.directory.get(projectId);
    const ways = mayReadPersonal(actor, projectId) ? {} : personalFields(inputSchema);
    return new LabelProtection(inputSchema, ways, policy.salt);
  }

  private async *rows(projectId: string, { filter, range, isByArrival }: LabelsAsked): AsyncGenerator<LabelRow> {
    const parameters = filterParameters(projectId, filter);
    const rows = this.database.stream<ExportedRow>(
      range === undefined
        ? `${EXPORT_SQL} order by l.created_at, l.id`
        : `${ARRIVED_SQL} order by ${isByArrival ? 'o.position' : 'l.created_at, l.id'}`,
      range === undefined ? parameters : [...parameters, range.after, range.upTo],
    );
    for await (const row of rows) yield toLabelRow(row);
  }

  /** Of a range, which holds the same labels when it is read again. */
  private async shape(projectId: string, { filter, range }: LabelsAsked): Promise<DatasetShape> {
    const rows = await this.database.query<KindsRow>(KINDS_SQL, [
      ...filterParameters(projectId, filter),
      range?.after ?? 0,
      range?.upTo ?? 0,
    ]);
    return shapeOfKinds(rows);
  }
}
