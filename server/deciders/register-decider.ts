import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import { DECIDER_KINDS, deciderNameSchema } from '@handrail/shared/deciders';
import { z } from 'zod';
import { Clock } from '../platform/clock/index.js';
import { UnitOfWork } from '../platform/database/index.js';
import { parseWith } from '../platform/http/index.js';
import { recordAudit } from '../projects/index.js';
import type { DeciderRow } from './decider-rows.js';
import { insertDecider } from './decider.sql.js';
import { assertMayRegister, nameOf } from './may-register.js';

export const ownerSchema = z.string().trim().max(200);
export const notesSchema = z.string().max(10_000);
const newDeciderSchema = z.strictObject({
  projectId: z.uuid(),
  name: deciderNameSchema,
  kind: z.enum(DECIDER_KINDS),
  owner: ownerSchema.default(''),
  notes: notesSchema.default(''),
});

export type RegisterOutcome =
  | { readonly kind: 'registered'; readonly decider: DeciderRow }
  | { readonly kind: 'name-taken'; readonly name: string };

/** Gives a model or a previous system a name in the project; it can do nothing before it has a version. */
@Injectable()
export class RegisterDecider {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async run(actor: Actor, input: unknown): Promise<RegisterOutcome> {
    const given = parseWith(newDeciderSchema, input);
    assertMayRegister(actor, given.projectId);
    const now = this.clock.now();
    return this.unitOfWork.run(async (tx): Promise<RegisterOutcome> => {
      const decider = await insertDecider(tx, { ...given, createdBy: nameOf(actor), now });
      if (!decider) return { kind: 'name-taken', name: given.name };
      const { projectId, name: subject, kind } = given;
      await recordAudit(tx, { projectId, actor, action: 'decider.register', subject, detail: { kind }, now });
      return { kind: 'registered', decider };
    });
  }
}
