import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import {
  applyRolloutMove,
  moveReason,
  nextRolloutMove,
  type RolloutEvidence,
  type RolloutJudgement,
} from '@handrail/shared/rollouts';
import { ChangeFeed } from '../platform/change-feed/index.js';
import { Clock } from '../platform/clock/index.js';
import { UnitOfWork, type Tx } from '../platform/database/index.js';
import { ProjectDirectory, WritePolicy } from '../projects/index.js';
import { ReadEvidence } from './read-evidence.js';
import { planOf, type Judgement, type RolloutEventKind, type RolloutRow } from './rollout-rows.js';
import { lockRollout, seeRollout, sequenceOf, storeJudgement, type Place } from './rollout.sql.js';
import { WriteRollout } from './write-rollout.js';

const HANDRAIL: Actor = { kind: 'system', name: 'Handrail' };
const EVENT_OF = {
  advance: 'advanced',
  finish: 'finished',
  roll_back: 'rolled_back',
  stop: 'stopped',
} as const satisfies Record<string, RolloutEventKind>;

/** `ended`: nothing to judge. `overtaken`: somebody moved it meanwhile; judge it again. */
export type JudgementOutcome = 'held' | 'moved' | 'overtaken' | 'ended';
type Seen = { readonly row: RolloutRow; readonly place: Place; readonly isPaused: boolean };

/**
 * Judges a rollout once and puts the move, if there is one, in force. The evidence is counted without a lock, so a
 * person's rollback never waits for it; the move is made under the lock and only if the timeline is still as long as it
 * was when counting began. So two processes, a repeated call, or one that dies at any point neither repeat nor skip a
 * step: the state, its event and its policy version commit together or not at all.
 */
@Injectable()
export class JudgeRollout {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly evidence: ReadEvidence,
    private readonly rollouts: WriteRollout,
    private readonly policies: WritePolicy,
    private readonly directory: ProjectDirectory,
    private readonly feed: ChangeFeed,
  ) {}

  async run(rolloutId: string): Promise<JudgementOutcome> {
    const seen = await this.unitOfWork.run((tx) => this.look(tx, rolloutId));
    if (!seen) return 'ended';
    const evidence = await this.evidence.run(seen.row, seen.place.stages);
    const now = this.clock.now();
    const { row, isPaused } = seen;
    const judgement = nextRolloutMove(planOf(row), row.state, { evidence, now: now.getTime(), isPaused });
    const outcome = await this.unitOfWork.run((tx) => this.act(tx, seen, { judgement, evidence, now }));
    if (outcome === 'moved') this.directory.forget();
    return outcome;
  }

  private async look(tx: Tx, rolloutId: string): Promise<Seen | undefined> {
    const seen = await seeRollout(tx, rolloutId);
    if (seen?.row.status !== 'running') return undefined;
    const { settings } = await this.policies.current(tx, seen.row.project_id);
    return { ...seen, isPaused: settings.level === 'HUMAN_ONLY' };
  }

  private async act(
    tx: Tx,
    seen: Seen,
    found: { readonly judgement: RolloutJudgement; readonly evidence: RolloutEvidence; readonly now: Date },
  ): Promise<JudgementOutcome> {
    const { judgement, evidence, now } = found;
    const { move, verdicts } = judgement;
    const row = await lockRollout(tx, seen.row.id);
    if (row?.status !== 'running' || (await sequenceOf(tx, row.id)) !== seen.place.sequence) return 'overtaken';
    const waiting = move.kind === 'hold' ? move.waiting : [];
    const kept: Judgement = { evidence, verdicts, waiting, judgedAt: now.getTime() };
    await storeJudgement(tx, row.id, kept);
    // Whoever looks at it reads it again. The engine does too, and finds the same: that ends it.
    if (hasNews(row.judgement, kept))
      await this.feed.publish(tx, { type: 'decided', projectId: row.project_id, caseIds: [] });
    if (move.kind === 'hold') return 'held';
    await this.rollouts.take(tx, HANDRAIL, {
      row,
      kind: EVENT_OF[move.kind],
      state: applyRolloutMove(row.state, move, now.getTime()),
      reason: moveReason(planOf(row), move),
      evidence,
      verdicts,
      now,
    });
    return 'moved';
  }
}

/** Whether a judgement says anything that the one before did not; only time passing is no news. */
function hasNews(before: Judgement | null, after: Judgement): boolean {
  const said = (one: Judgement | null): unknown =>
    one && [one.evidence, one.verdicts, one.waiting.map((waiting) => ({ ...waiting, leftMs: 0 }))];
  return !isDeepStrictEqual(said(before), said(after));
}
