import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Actor } from '@handrail/shared/contracts';
import { inputSchemaSchema, PERSONAL_WAYS, type InputSchema } from '@handrail/shared/schema';
import { assertMay } from '../identity/index.js';
import { ChangeFeed } from '../platform/change-feed/index.js';
import { Clock } from '../platform/clock/index.js';
import { UnitOfWork, type Tx } from '../platform/database/index.js';
import { invalid, notFound, parseWith } from '../platform/http/index.js';
import { recordAudit } from './audit-log.sql.js';
import { ProjectDirectory } from './project-directory.js';

const marksSchema = z.strictObject({
  projectId: z.uuid(),
  /** `way`: how the field leaves from now on; null: it is no personal data. */
  fields: z
    .array(z.strictObject({ name: z.string().min(1).max(64), way: z.enum(PERSONAL_WAYS).nullable() }))
    .min(1)
    .max(100)
    .refine((fields) => new Set(fields.map(({ name }) => name)).size === fields.length, 'name each field once'),
});
type Marks = z.output<typeof marksSchema>['fields'];

/** Says which fields of a project's cases are personal data, and how those leave to whoever may not read such. */
@Injectable()
export class MarkPersonal {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly feed: ChangeFeed,
    private readonly directory: ProjectDirectory,
  ) {}

  /**
   * In force for whatever is asked for next; fields that are not named stay as they are. `alsoIn` works in the same
   * transaction, only where something changes.
   *
   * @throws ProblemError `invalid` naming each field that there is not.
   */
  async run(actor: Actor, input: unknown, alsoIn: (tx: Tx, projectId: string) => Promise<void>): Promise<void> {
    const { projectId, fields } = parseWith(marksSchema, input);
    assertMay(actor, 'project:edit', projectId);
    const now = this.clock.now();
    await this.unitOfWork.run(async (tx) => {
      const [row] = await tx.query<{ input_schema: unknown }>(
        'select input_schema from project where id = $1 for update',
        [projectId],
      );
      if (!row) throw notFound('project');
      const before = inputSchemaSchema.parse(row.input_schema);
      refuseUnknown(before, fields);
      const detail = changesOf(before, fields);
      if (Object.keys(detail).length === 0) return;
      await tx.query('update project set input_schema = $2 where id = $1', [projectId, marked(before, fields)]);
      const subject = Object.keys(detail).join(', ');
      await recordAudit(tx, { projectId, actor, action: 'project.personal', subject, detail, now });
      await alsoIn(tx, projectId);
      await this.feed.publish(tx, { type: 'project', projectId });
    });
    this.directory.forget();
  }
}

function refuseUnknown({ fields }: InputSchema, marks: Marks): void {
  const known = new Set(fields.map(({ name }) => name));
  const errors = marks.flatMap(({ name }, at) =>
    known.has(name) ? [] : [{ pointer: `/fields/${at}/name`, detail: 'is not a field of this project' }],
  );
  if (errors.length > 0) throw invalid('There are no such fields.', errors);
}

/** Field by field what it was and what it is, of those that are another way now. */
function changesOf({ fields }: InputSchema, marks: Marks): Record<string, { from: string | null; to: string | null }> {
  const before = new Map(fields.map(({ name, personal }) => [name, personal ?? null]));
  return Object.fromEntries(
    marks.flatMap(({ name, way }) => {
      const from = before.get(name) ?? null;
      return from === way ? [] : [[name, { from, to: way }]];
    }),
  );
}

function marked({ fields }: InputSchema, marks: Marks): InputSchema {
  const ways = new Map(marks.map(({ name, way }) => [name, way]));
  return {
    fields: fields.map(({ personal, ...field }) => {
      const way = ways.has(field.name) ? ways.get(field.name) : personal;
      return way ? { ...field, personal: way } : field;
    }),
  };
}
