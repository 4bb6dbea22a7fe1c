import { Injectable } from '@nestjs/common';
import type { Level } from '@handrail/shared/ladder';
import { PreviewReads } from '../decisions/index.js';
import { MoveLadder } from '../projects/index.js';
import { DEMO } from './demo-project.js';

export const MODEL = 'spam-filter';
export const INCUMBENT = `${MODEL}@1`;
const SETTINGS = { thresholds: { global: 0.9 }, auditRate: 0.1, incumbent: INCUMBENT };
/** As many as the Ladder page looks at. */
const PREVIEWED = 500;
/** Afterwards it moves all the same, and History says without proof. */
const HEARD_MS = 30_000;
const POLL_MS = 100;

type Move = { readonly version: number; readonly level: Level; readonly reason: string; readonly at?: Date };

/** Moves the demo's ladder as an admin would. */
@Injectable()
export class MoveDemo {
  constructor(
    private readonly ladder: MoveLadder,
    private readonly previews: PreviewReads,
  ) {}

  /** False: something may come next. */
  async run({ id: projectId }: { readonly id: string }, { version, level, reason, at }: Move): Promise<false> {
    const settings = { ...SETTINGS, level };
    const when = at === undefined ? {} : { at };
    await this.ladder.move(DEMO, { projectId, expectedVersion: version, reason, settings, ...when });
    return false;
  }

  /** Waits until the model has been asked about the cases before it, as an admin would who wants to see what comes. */
  async hear(projectId: string, isOver: () => boolean): Promise<void> {
    const look = { settings: { ...SETTINGS, level: 'PARTIAL_AUTOMATION' }, lastCases: PREVIEWED };
    const deadline = performance.now() + HEARD_MS;
    while (!isOver() && performance.now() < deadline) {
      const { unheard } = await this.previews.preview(DEMO, projectId, look);
      if (!unheard.some(({ canBeAsked }) => canBeAsked)) return;
      // Not background work: the setting up of the demo waits for it.
      await new Promise((wake) => setTimeout(wake, POLL_MS).unref());
    }
  }
}
