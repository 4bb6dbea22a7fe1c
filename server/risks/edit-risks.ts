import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import { MAX_RISKS, riskSchema, type RiskContent } from '@handrail/shared/risks';
import { assertMay } from '../identity/index.js';
import { Clock } from '../platform/clock/index.js';
import { UnitOfWork, type Tx } from '../platform/database/index.js';
import { invalid, parseWith, ProblemError } from '../platform/http/index.js';
import { recordAudit } from '../projects/index.js';
import { insertRisk, insertStarting, lockRegister, OWNERS, removeRisk, updateRisk, type OwnerRow } from './risk.sql.js';
import { RiskReads } from './risk-reads.js';

type Seen = { readonly id: string; readonly expectedVersion: number };
type Change = { readonly id?: string | null; readonly expectedVersion?: number | null; readonly risk: unknown };

/** Adds, changes and removes risks. */
@Injectable()
export class EditRisks {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly reads: RiskReads,
  ) {}

  /**
   * Adds a risk, or changes one where `id` names it.
   *
   * @throws ProblemError `invalid` naming each bad field, `conflict` where somebody changed or removed it meanwhile.
   */
  async save(actor: Actor, projectId: string, { id, expectedVersion, risk: given }: Change): Promise<void> {
    assertMay(actor, 'monitoring:edit', projectId);
    const risk = parseWith(riskSchema, given);
    const by = { projectId, actor, now: this.clock.now() };
    await this.unitOfWork.run(async (tx) => {
      const there = await lockRegister(tx, projectId);
      await assertOwner(tx, projectId, risk);
      if (id == null) {
        assertRoom(there + 1);
        await insertRisk(tx, by, risk);
      } else if (!(await updateRisk(tx, by, { id, expectedVersion: expectedVersion ?? 0, risk }))) throw changed();
      const action = id == null ? 'risk.add' : 'risk.change';
      await recordAudit(tx, { ...by, action, subject: risk.title, detail: risk });
    });
  }

  /** @throws ProblemError `conflict` where somebody changed or removed it meanwhile. */
  async remove(actor: Actor, projectId: string, seen: Seen): Promise<void> {
    assertMay(actor, 'monitoring:edit', projectId);
    const by = { projectId, actor, now: this.clock.now() };
    await this.unitOfWork.run(async (tx) => {
      if (!(await removeRisk(tx, by, seen))) throw changed();
      await recordAudit(tx, { ...by, action: 'risk.remove', subject: seen.id });
    });
  }

  /** Takes from the starting list what is named and was not taken before; how many that were. */
  async take(actor: Actor, projectId: string, keys: readonly string[]): Promise<number> {
    assertMay(actor, 'monitoring:edit', projectId);
    const wanted = new Set(keys);
    const risks = (await this.reads.suggestions(projectId)).filter(({ key }) => wanted.has(key));
    const by = { projectId, actor, now: this.clock.now() };
    return this.unitOfWork.run(async (tx) => {
      assertRoom((await lockRegister(tx, projectId)) + risks.length);
      const taken = await insertStarting(tx, by, risks);
      if (taken > 0) {
        const subject = `${taken} of the starting list`;
        await recordAudit(tx, { ...by, action: 'risk.add', subject, detail: risks.map(({ key }) => key) });
      }
      return taken;
    });
  }
}

async function assertOwner(tx: Tx, projectId: string, { ownerId }: RiskContent): Promise<void> {
  if (ownerId === null) return;
  const owners = await tx.query<OwnerRow>(OWNERS, [projectId]);
  if (owners.some(({ id }) => id === ownerId)) return;
  const detail = 'must be a data scientist or admin of the project';
  throw invalid('This person cannot see the register.', [{ pointer: '/ownerId', detail }]);
}

function assertRoom(wanted: number): void {
  if (wanted > MAX_RISKS)
    throw invalid(`A project has at most ${MAX_RISKS} risks; remove those that are none any more.`);
}

function changed(): ProblemError {
  return new ProblemError('conflict', 'Somebody changed or removed this risk meanwhile; look at it again.');
}
