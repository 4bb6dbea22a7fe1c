import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import { importSettingsSchema, type ImportMapping, type ImportSettings } from '@handrail/shared/imports';
import type { FieldError, InputSchema } from '@handrail/shared/schema';
import { Clock } from '../../platform/clock/index.js';
import { UnitOfWork } from '../../platform/database/index.js';
import { invalid, parseWith, ProblemError } from '../../platform/http/index.js';
import { JobQueue } from '../../platform/queue/index.js';
import { ProjectDirectory, recordAudit } from '../../projects/index.js';
import { ImportReads } from './import-reads.js';
import type { ImportRecord } from './import-rows.js';
import { RUN_IMPORT } from './imports.jobs.js';
import { findSame, lockContent } from './same-content.sql.js';

/** Begins to import a file that was sent, as chosen. */
@Injectable()
export class StartImport {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly queue: JobQueue,
    private readonly directory: ProjectDirectory,
    private readonly reads: ImportReads,
  ) {}

  /** Once: @throws ProblemError `conflict` where it was started with other settings; the same again changes nothing. */
  async run(actor: Actor, projectId: string, given: { importId: string; settings: unknown }): Promise<ImportRecord> {
    const record = await this.reads.get(actor, projectId, given.importId);
    const settings = parseWith(importSettingsSchema, given.settings);
    const { inputSchema } = await this.directory.get(projectId);
    refuseUnknown(settings.mapping, { columns: record.columns ?? [], inputSchema });
    const now = this.clock.now();
    await this.unitOfWork.run(async (tx) => {
      // Of equal files that are started at once, each sees those before it.
      await lockContent(tx, record.id);
      refuseTwice(record, settings, await findSame(tx, record.id));
      const started = await tx.query(
        `update label_import set state = 'running', settings = $2, started_at = $3 where id = $1 and state = 'uploaded' returning id`,
        [record.id, JSON.stringify(settings), now],
      );
      if (started.length === 0) return this.refuseOther(record, settings);
      await recordAudit(tx, {
        projectId,
        actor,
        action: 'labels.import',
        subject: record.file_name,
        detail: { importId: record.id, ...settings },
        now,
      });
    });
    await this.queue.enqueue(RUN_IMPORT, { importId: record.id }, `import-${record.id}`);
    return this.reads.get(actor, projectId, record.id);
  }

  private refuseOther({ settings: before }: ImportRecord, settings: ImportSettings): void {
    if (JSON.stringify(importSettingsSchema.safeParse(before).data) === JSON.stringify(settings)) return;
    throw new ProblemError('conflict', 'This file was imported already; send it again to import it another way.');
  }
}

/**
 * The same rows twice count twice in everything that is learned or estimated, so that somebody has to mean it. Where both
 * times the same column tells them apart they are found again, and nothing is there twice.
 */
function refuseTwice({ state }: ImportRecord, { again, mapping }: ImportSettings, same: ImportRecord['same_as']): void {
  if (state !== 'uploaded' || !same || again) return;
  if (mapping.key !== undefined && mapping.key === same.key) return;
  throw new ProblemError(
    'conflict',
    `The same file was imported before, as ${same.name} on ${new Date(same.at).toISOString()}: its ${same.rows > 0 ? `${same.rows} ` : ''}rows would be there twice. Send again: true if that is meant.`,
  );
}

function refuseUnknown(
  { fields, values: _values, reading: _reading, ...parts }: ImportMapping,
  { columns, inputSchema }: { columns: readonly string[]; inputSchema: InputSchema },
): void {
  const known = new Set(columns);
  const names = new Set(inputSchema.fields.map(({ name }) => name));
  const errors: FieldError[] = [
    ...Object.entries(fields).flatMap(([field, column]) => [
      ...(names.has(field) ? [] : [{ pointer: `/mapping/fields/${field}`, detail: 'is not a field of this project' }]),
      ...(known.has(column) ? [] : [{ pointer: `/mapping/fields/${field}`, detail: 'is not a column of the file' }]),
    ]),
    ...Object.entries(parts).flatMap(([part, column]) =>
      column === undefined || known.has(column)
        ? []
        : [{ pointer: `/mapping/${part}`, detail: 'is not a column of the file' }],
    ),
    ...inputSchema.fields.flatMap(({ name, required }) =>
      required && !Object.hasOwn(fields, name)
        ? [{ pointer: `/mapping/fields/${name}`, detail: 'is required: say which column it is read from' }]
        : [],
    ),
  ];
  if (errors.length > 0) throw invalid('The mapping does not fit the file or the project.', errors);
}
