import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { type Background, type Loop } from '../background/index.js';
import { Clock } from '../clock/index.js';
import { UnitOfWork } from '../database/index.js';

/** Longer than any client tries again; what comes later under the same key is another request. */
const KEEP_DAYS = 7;
const DAY_MS = 24 * 3_600_000;
const LOOK_EVERY_MS = 600_000;
/** At once: each batch is a transaction of its own, that holds nothing up. */
const BATCH = 5000;

/** Forgets the answers that were given under keys, when nobody asks for them any more. */
@Injectable()
export class ForgetAnswers implements OnModuleDestroy {
  private loop: Loop | undefined;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Call it in a process that works. */
  start(background: Background): void {
    const run = (): Promise<void> => this.forget();
    const what = { name: 'forget-answers', title: 'Forgetting of answers under keys', everyMs: LOOK_EVERY_MS };
    this.loop = background.loop({ ...what, run }).start({ isAtOnce: true });
  }

  async onModuleDestroy(): Promise<void> {
    await this.loop?.stop();
  }

  private async forget(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - KEEP_DAYS * DAY_MS);
    for (let forgotten = BATCH; forgotten === BATCH;) forgotten = await this.forgetSome(before);
  }

  private async forgetSome(before: Date): Promise<number> {
    const gone = await this.unitOfWork.run((tx) =>
      tx.query<{ gone: number }>(
        `with old as (select project_id, operation, key from answered_request where created_at < $1
                       order by created_at limit $2 for update skip locked),
              gone as (delete from answered_request r using old
                        where r.project_id = old.project_id and r.operation = old.operation and r.key = old.key returning 1)
         select count(*)::int as gone from gone`,
        [before, BATCH],
      ),
    );
    return gone[0]?.gone ?? 0;
  }
}
