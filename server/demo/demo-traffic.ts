import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Intake } from '../decisions/index.js';
import { type Background, type Loop } from '../platform/background/index.js';
import { Clock } from '../platform/clock/index.js';
import { Database } from '../platform/database/index.js';
import { ProblemError, toProblem } from '../platform/http/index.js';
import { LivePath } from '../platform/telemetry/index.js';
import { ProjectDirectory } from '../projects/index.js';
import { readMails, type Mail } from './mails.js';

const EVERY_MS = 4000;

/** Sends the rest of the mails as cases, slowly, until paused or until there are no more. */
@Injectable()
export class DemoTraffic implements OnModuleDestroy {
  private loop: Loop | undefined;
  private mails: readonly Mail[] | undefined;

  constructor(
    private readonly database: Database,
    private readonly intake: Intake,
    private readonly directory: ProjectDirectory,
    private readonly clock: Clock,
    private readonly live: LivePath,
  ) {}

  start(background: Background): void {
    const run = (): Promise<void> => this.sendNext();
    this.loop = background.loop({ name: 'demo-traffic', title: 'Traffic of the demo', everyMs: EVERY_MS, run }).start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.loop?.stop();
  }

  /** Takes the next mail by moving the cursor first: two processes never send the same one. */
  private async sendNext(): Promise<void> {
    const [rows] = (await this.database.query<{ project_id: string; next_mail: number }[]>(
      'update demo_state set next_mail = next_mail + 1 where not paused returning project_id, next_mail - 1 as next_mail',
    )) as unknown as [{ project_id: string; next_mail: number }[]];
    const state = rows?.[0];
    if (!state) return;
    this.mails ??= readMails();
    const mail = this.mails[state.next_mail];
    if (!mail) return;
    const project = await this.directory.get(state.project_id);
    const [at, started] = [this.clock.now().getTime(), performance.now()];
    let status = 500;
    try {
      await this.intake.take({
        project,
        body: { input: mail.input, metadata: { demo: true } },
        idempotencyKey: `demo-${mail.key}`,
        source: 'demo',
      });
      status = 200;
    } catch (error) {
      // What is refused is the mail's fault and no failure of the server.
      if (error instanceof ProblemError) status = toProblem(error).status;
      throw error;
    } finally {
      // What comes over HTTP is told there; the demo asks without that way.
      const totalMs = performance.now() - started;
      this.live.tell('request', { projectId: project.id, at, status, totalMs, authMs: null, isUnread: false });
    }
  }
}
