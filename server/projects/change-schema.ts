import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Actor } from '@handrail/shared/contracts';
import {
  inputSchemaSchema,
  outputSchemaSchema,
  schemaChanges,
  type InputSchema,
  type Schemas,
} from '@handrail/shared/schema';
import { assertMay } from '../identity/index.js';
import { Clock } from '../platform/clock/index.js';
import { UnitOfWork, type Tx } from '../platform/database/index.js';
import { invalid, notFound, parseWith } from '../platform/http/index.js';
import { recordAudit } from './audit-log.sql.js';
import type { MoveOutcome } from './move-ladder.js';
import { ProjectDirectory } from './project-directory.js';
import { WritePolicy } from './write-policy.js';

const changeSchema = z.strictObject({
  projectId: z.uuid(),
  /** The policy that whoever changes was looking at. */
  expectedVersion: z.int(),
  inputSchema: inputSchemaSchema,
  outputSchema: outputSchemaSchema,
  reason: z.string().trim().min(1).max(2000),
});

/** Says what the next case holds and what can be answered; cases that came in before keep what they came in under. */
@Injectable()
export class ChangeSchema {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly directory: ProjectDirectory,
    private readonly writer: WritePolicy,
  ) {}

  /**
   * Writes a policy with the settings in force and the new answers. How fields leave in files stays as it is.
   *
   * @throws ProblemError `invalid` naming what cannot be changed, or where nothing is.
   */
  async run(actor: Actor, input: unknown): Promise<MoveOutcome> {
    const { projectId, expectedVersion, reason, ...given } = parseWith(changeSchema, input);
    assertMay(actor, 'project:edit', projectId);
    const now = this.clock.now();
    const outcome = await this.unitOfWork.run(async (tx): Promise<MoveOutcome> => {
      const before = await lockSchemas(tx, projectId);
      const { row: current, settings } = await this.writer.current(tx, projectId);
      if (current.version !== expectedVersion) return { kind: 'changed-meanwhile', current };
      const after = { ...given, inputSchema: withMarks(given.inputSchema, before.inputSchema) };
      const says = changesOrRefusal(before, after);
      const { inputSchema, outputSchema } = after;
      const policy = await this.writer.append(tx, actor, { current, settings, outputSchema, reason, now });
      if (!policy) return { kind: 'changed-meanwhile', current };
      await tx.query('update project set input_schema = $2, output_schema = $3 where id = $1', [
        projectId,
        inputSchema,
        outputSchema,
      ]);
      const subject = `policy ${policy.version}`;
      await recordAudit(tx, { projectId, actor, action: 'project.schema', subject, detail: { reason, says }, now });
      return { kind: 'moved', policy };
    });
    if (outcome.kind === 'moved') this.directory.forget();
    return outcome;
  }
}

async function lockSchemas(tx: Tx, projectId: string): Promise<Schemas> {
  const [row] = await tx.query<{ input_schema: unknown; output_schema: unknown }>(
    'select input_schema, output_schema from project where id = $1 for update',
    [projectId],
  );
  if (!row) throw notFound('project');
  return {
    inputSchema: inputSchemaSchema.parse(row.input_schema),
    outputSchema: outputSchemaSchema.parse(row.output_schema),
  };
}

/** A mark that somebody made since the form was opened is not lost by it; a field that is new may bring its own. */
function withMarks({ fields }: InputSchema, before: InputSchema): InputSchema {
  const known = new Map(before.fields.map((field) => [field.name, field.personal]));
  return {
    fields: fields.map(({ personal, ...field }) => {
      const mark = known.has(field.name) ? known.get(field.name) : personal;
      return mark === undefined ? field : { ...field, personal: mark };
    }),
  };
}

function changesOrRefusal(before: Schemas, after: Schemas): string[] {
  const changes = schemaChanges(before, after);
  const errors = changes.filter(({ isRefused }) => isRefused).map(({ pointer, says }) => ({ pointer, detail: says }));
  if (errors.length > 0) throw invalid('That cannot be changed.', errors);
  if (changes.length === 0) throw invalid('Nothing would be different.');
  return changes.map(({ says }) => says);
}
