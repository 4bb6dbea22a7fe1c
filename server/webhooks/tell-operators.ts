import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { inWords, type LoopHealth } from '@handrail/shared/monitoring';
import { Background } from '../platform/background/index.js';
import { Clock } from '../platform/clock/index.js';
import { ChannelConfig } from '../platform/config/index.js';
import { UnitOfWork } from '../platform/database/index.js';
import { Failures, type SideWork } from '../platform/failures/index.js';
import { newId } from '../platform/ids/index.js';
import { AddressRules } from '../platform/outbound/index.js';
import { Mailer } from './mailer.js';
import { claimRecovered, claimStopped } from './operator-rings.sql.js';
import { Receiver } from './receiver.js';

/** While it lasts, they are told again so often. */
const AGAIN_HOURS = 6;
const GATHER_MS = 30_000;
const HEADERS = { 'content-type': 'application/json', 'user-agent': 'Handrail' };

type Claimed = { readonly stopped: readonly LoopHealth[]; readonly recovered: readonly LoopHealth[] };

/**
 * Tells the operators of this installation that background work has stopped, and that it succeeds again. It goes past the
 * outbox and the queue, which may be what has stopped; without a database each process tells by itself.
 */
@Injectable()
export class TellOperators implements OnModuleInit, OnModuleDestroy {
  private readonly telling: SideWork;
  private readonly stopping = new AbortController();
  /** When it was told by this process, that a loop has stopped. */
  private readonly told = new Map<string, number>();
  private sentAt = -Infinity;

  constructor(
    private readonly config: ChannelConfig,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly background: Background,
    private readonly rules: AddressRules,
    private readonly mailer: Mailer,
    failures: Failures,
  ) {
    this.telling = failures.of('tell-operators', 'Telling the operators that background work has stopped');
  }

  onModuleInit(): void {
    if (this.config.operators.length > 0) this.background.onJudged((loops) => this.telling.hear(this.tell(loops)));
  }

  onModuleDestroy(): void {
    this.stopping.abort(new Error('Handrail stops'));
  }

  private async tell(loops: readonly LoopHealth[]): Promise<void> {
    const now = this.clock.now();
    // What stops one after the other for one reason is told together.
    if (now.getTime() - this.sentAt < GATHER_MS) return;
    const { stopped, recovered } = await this.claimed(loops, now);
    if (stopped.length + recovered.length > 0) this.sentAt = now.getTime();
    if (stopped.length > 0) await this.sendToAll('stopped', stopped);
    if (recovered.length > 0) await this.sendToAll('recovered', recovered);
  }

  /** Of what is to be told now, that which no other process tells. */
  private async claimed(loops: readonly LoopHealth[], now: Date): Promise<Claimed> {
    const due = now.getTime() - AGAIN_HOURS * 3_600_000;
    const names = (isOk: boolean): string[] =>
      loops.filter(({ verdict }) => (verdict === 'OK') === isOk).map(({ name }) => name);
    const unsaid = names(false).filter((name) => (this.told.get(name) ?? -Infinity) <= due);
    let claimed: { readonly stopped: readonly string[]; readonly recovered: readonly string[] };
    try {
      claimed = await this.unitOfWork.run(async (tx) => ({
        stopped: await claimStopped(tx, unsaid, { now, againHours: AGAIN_HOURS }),
        recovered: await claimRecovered(tx, names(true)),
      }));
    } catch (error) {
      // Told by every process is better than by none.
      this.telling.failed(error);
      claimed = { stopped: unsaid, recovered: names(true).filter((name) => this.told.has(name)) };
    }
    for (const name of names(true)) this.told.delete(name);
    for (const name of claimed.stopped) this.told.set(name, now.getTime());
    const of = (wanted: readonly string[]): LoopHealth[] => loops.filter(({ name }) => wanted.includes(name));
    return { stopped: of(claimed.stopped), recovered: of(claimed.recovered) };
  }

  private async sendToAll(kind: 'stopped' | 'recovered', told: readonly LoopHealth[]): Promise<void> {
    const subject =
      kind === 'stopped' ? 'Handrail: background work has stopped' : 'Handrail: background work succeeds again';
    const lines = told.map((one) => (kind === 'stopped' ? stoppedLine(one) : `${one.title} succeeds again.`));
    const { publicUrl } = this.config;
    const more = publicUrl === undefined ? [] : ['', `${publicUrl}/operations`];
    const text = [subject, '', ...lines, ...more].join('\n');
    const failed: unknown[] = [];
    for (const to of this.config.operators) {
      try {
        if (to.includes('://')) await this.post(to, { type: `background.${kind}`, text, loops: told.map(plain) });
        else await this.mailer.send({ subject, text, picture: null }, [to], newId());
      } catch (error) {
        failed.push(error);
      }
    }
    if (failed.length > 0) throw new AggregateError(failed, `${failed.length} of the operators were not told.`);
  }

  private async post(url: string, body: unknown): Promise<void> {
    const receiver = new Receiver(url, this.rules, 1);
    try {
      const { status } = await receiver.post(JSON.stringify(body), HEADERS, this.stopping.signal);
      if (status < 200 || status >= 300) throw new Error(`An operator's address answered HTTP ${status}.`);
    } finally {
      await receiver.close();
    }
  }
}

function stoppedLine({ title, silentMs, error }: LoopHealth): string {
  return `${title} has not succeeded for ${inWords(silentMs)}${error === null ? '.' : `: ${error}`}`;
}

function plain({ name, title, verdict, silentMs, error }: LoopHealth) {
  return { name, title, verdict, silentSeconds: Math.round(silentMs / 1000), error };
}
