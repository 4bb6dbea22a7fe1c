import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import { newDeciderSchema } from '@handrail/shared/deciders';
import { z } from 'zod';
import { Clock } from '../platform/clock/index.js';
import { UnitOfWork, type Tx } from '../platform/database/index.js';
import { parseWith } from '../platform/http/index.js';
import { OncePerKey } from '../platform/idempotency/index.js';
import { recordAudit } from '../projects/index.js';
import type { DeciderRow } from './decider-rows.js';
import { insertDecider, lockDecider } from './decider.sql.js';
import { assertMayRegister, nameOf } from './may-register.js';

const requestSchema = newDeciderSchema.extend({ projectId: z.uuid() });

export type RegisterOutcome =
  | { readonly kind: 'registered'; readonly decider: DeciderRow }
  | { readonly kind: 'name-taken'; readonly name: string };

/** Gives a model or a previous system a name in the project; it can do nothing before it has a version. */
@Injectable()
export class RegisterDecider {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly once: OncePerKey,
  ) {}

  async run(actor: Actor, input: unknown, idempotencyKey: string | null = null): Promise<RegisterOutcome> {
    const given = parseWith(requestSchema, input);
    assertMayRegister(actor, given.projectId);
    const now = this.clock.now();
    const asked = { projectId: given.projectId, operation: 'decider.register', key: idempotencyKey, body: given, now };
    const { projectId, name, kind } = given;
    const register = async (tx: Tx): Promise<RegisterOutcome['kind']> => {
      const decider = await insertDecider(tx, { ...given, createdBy: nameOf(actor), now });
      if (!decider) return 'name-taken';
      await recordAudit(tx, { projectId, actor, action: 'decider.register', subject: name, detail: { kind }, now });
      return 'registered';
    };
    return this.unitOfWork.run(async (tx): Promise<RegisterOutcome> => {
      const outcome = await this.once.run(tx, asked, () => register(tx));
      const decider = outcome === 'registered' ? await lockDecider(tx, projectId, name) : undefined;
      return decider ? { kind: 'registered', decider } : { kind: 'name-taken', name };
    });
  }
}
