import { Injectable } from '@nestjs/common';
import { quieted } from '@handrail/shared/alarms';
import type { Actor } from '@handrail/shared/contracts';
import { assertMay, requirePerson } from '../identity/index.js';
import { ChangeFeed } from '../platform/change-feed/index.js';
import { Clock } from '../platform/clock/index.js';
import { UnitOfWork, type Tx } from '../platform/database/index.js';
import { invalid, notFound } from '../platform/http/index.js';
import { closeSignals, lockAlarm, storeWatches, toWatch, watchesOf, type AlarmRow } from './alarm.sql.js';
import { happen, type Happened } from './alarm-events.js';
import { announceAlarm } from './announce-alarm.js';

const MAX_NOTE = 1000;
type By = { readonly by: string; readonly now: Date };
/** What is handed in, without what every handling has. */
type Handled = Omit<Happened, 'by' | 'now'>;

/** What people do with an alarm: see to it, hand it on, end it, and say whether it was worth waking somebody. */
@Injectable()
export class HandleAlarm {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly feed: ChangeFeed,
  ) {}

  async acknowledge(actor: Actor, id: string, note: string): Promise<void> {
    await this.handle(actor, id, {
      handled: () => ({ kind: 'ACKNOWLEDGED', detail: noteOf(note) }),
      after: (tx, row, by) => announceAlarm(tx, row, { event: 'alarm.acknowledged', ...by }),
    });
  }

  /** @throws ProblemError `invalid` for somebody who may not handle alarms here. */
  async assign(actor: Actor, id: string, personId: string | null): Promise<void> {
    await this.handle(actor, id, {
      handled: async (tx, row) => {
        const name = personId === null ? null : await handlerIn(tx, row.project_id, personId);
        const detail = name === null ? 'Nobody in particular' : `Assigned to ${name}`;
        return { kind: 'ASSIGNED', assigneeId: personId, detail };
      },
    });
  }

  /** Ends it; what is still past its limit stays silent until it was calm once, or for an hour. */
  async resolve(actor: Actor, id: string, note: string): Promise<void> {
    await this.handle(actor, id, {
      handled: () => ({ kind: 'RESOLVED', detail: noteOf(note) }),
      after: async (tx, row, by) => {
        await quiet(tx, row, by.now);
        await announceAlarm(tx, row, { event: 'alarm.resolved', ...by });
      },
    });
  }

  async judge(actor: Actor, id: string, isUseful: boolean): Promise<void> {
    await this.handle(actor, id, {
      handled: () => ({ kind: 'JUDGED', isUseful, detail: isUseful ? 'Useful' : 'Not useful' }),
    });
  }

  /** What does not fit any more, such as a second acknowledgement, changes nothing and is no error. */
  private async handle(
    actor: Actor,
    id: string,
    doing: {
      readonly handled: (tx: Tx, row: AlarmRow) => Handled | Promise<Handled>;
      readonly after?: (tx: Tx, row: AlarmRow, by: By) => Promise<void>;
    },
  ): Promise<void> {
    const now = this.clock.now();
    await this.unitOfWork.run(async (tx) => {
      const row = await lockAlarm(tx, id);
      if (!row) throw notFound('alarm');
      assertMay(actor, 'alarms:handle', row.project_id);
      const by = { by: requirePerson(actor).name, now };
      const state = await happen(tx, row, { ...(await doing.handled(tx, row)), ...by });
      if (!state) return;
      await doing.after?.(tx, row, by);
      await this.feed.publish(tx, { type: 'alarms', projectId: row.project_id });
    });
  }
}

async function quiet(tx: Tx, row: AlarmRow, now: Date): Promise<void> {
  const closed = await closeSignals(tx, row.id, now);
  const parts = new Set(closed.map(({ rule_id: ruleId, part }) => `${ruleId} ${part}`));
  const watches = await watchesOf(tx, [...new Set(closed.map(({ rule_id: ruleId }) => ruleId))]);
  await storeWatches(
    tx,
    watches
      .filter(({ rule_id: ruleId, part }) => parts.has(`${ruleId} ${part}`))
      .map((watch) => ({ ruleId: watch.rule_id, part: watch.part, watch: quieted(toWatch(watch)) })),
  );
}

async function handlerIn(tx: Tx, projectId: string, personId: string): Promise<string> {
  const [person] = await tx.query<{ name: string }>(
    `select p.name from person p where p.id = $2 and p.disabled_at is null
        and exists (select 1 from membership m where m.project_id = $1 and m.person_id = p.id and m.role in ('DATA_SCIENTIST', 'ADMIN'))`,
    [projectId, personId],
  );
  if (person) return person.name;
  const detail = 'must be a data scientist or admin of the project';
  throw invalid('This person cannot handle alarms here.', [{ pointer: '/personId', detail }]);
}

function noteOf(note: string): string {
  const text = note.trim().replaceAll('\0', '');
  if (text.length > MAX_NOTE) throw invalid('The note is too long.', [{ pointer: '/note', detail: 'at most 1,000' }]);
  return text;
}
