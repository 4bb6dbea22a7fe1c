import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import { HAND_PICKED_REASONS } from '@handrail/shared/ladder';
import { assertMay, requirePerson } from '../identity/index.js';
import { Clock } from '../platform/clock/index.js';
import { Database } from '../platform/database/index.js';
import { hasSkipped, mayBeGiven } from './review-queue.sql.js';
import { isStuck } from './stuck.sql.js';

export type QueueStatusRow = {
  available: number;
  heldByOthers: number;
  heldByMe: number;
  skippedByMe: number;
  leftToNobody: number;
  total: number;
  oldestOpenAt: Date | null;
  answeredTodayByMe: number;
  answeredLatelyByMe: string[];
};
export type MyLabelRow = {
  id: string;
  review_id: string;
  case_id: string;
  input: unknown;
  value: unknown;
  note: string | null;
  created_at: Date;
};

/** What a reviewer's screens read. */
@Injectable()
export class ReviewReads {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async queue(actor: Actor, projectId: string): Promise<QueueStatusRow> {
    const { personId } = requirePerson(actor);
    assertMay(actor, 'project:read', projectId);
    const now = this.clock.now();
    const [row] = await this.database.query<QueueStatusRow>(
      `with today as (select id, review_id, created_at from label
                        where project_id = $1 and person_id = $2 and corrects_id is null and created_at >= date_trunc('day', $3::timestamptz)),
            known as (select r.created_at, r.leased_by, r.lease_expires_at > $3 as held,
                            ${hasSkipped('$2')} as skipped, ${hasSkipped('$2')} and ${isStuck} as stuck,
                            -- Only of picked cases can somebody have answered or seen one before it was queued.
                            (r.reason <> all($4) or ${mayBeGiven('$2')}) as mine
                       from review r where r.project_id = $1 and r.state = 'open' limit 10000),
            -- Of a case that this person has answered another review is open only because somebody says otherwise: that is not told.
            open as (select * from known where mine or skipped or leased_by = $2)
       select count(*) filter (where not coalesce(held, false) and not skipped and mine)::int as available,
              count(*) filter (where held and leased_by <> $2)::int as "heldByOthers", count(*) filter (where held and leased_by = $2)::int as "heldByMe",
              count(*) filter (where skipped)::int as "skippedByMe", count(*) filter (where stuck)::int as "leftToNobody", count(*)::int as total, min(created_at) as "oldestOpenAt",
              (select count(*)::int from today) as "answeredTodayByMe",
              (select coalesce(array_agg(t.review_id::text order by t.created_at desc, t.id desc), '{}')
                 from (select * from today order by created_at desc, id desc limit 50) t) as "answeredLatelyByMe"
         from open`,
      [projectId, personId, now, HAND_PICKED_REASONS],
    );
    return (
      row ?? {
        available: 0,
        heldByOthers: 0,
        heldByMe: 0,
        skippedByMe: 0,
        leftToNobody: 0,
        total: 0,
        oldestOpenAt: null,
        answeredTodayByMe: 0,
        answeredLatelyByMe: [],
      }
    );
  }

  /** The person's last ten answers that nothing has corrected, newest first. */
  async myRecent(actor: Actor, projectId: string): Promise<MyLabelRow[]> {
    const { personId } = requirePerson(actor);
    assertMay(actor, 'reviews:answer', projectId);
    return this.database.query<MyLabelRow>(
      `select l.id, l.review_id, l.case_id, c.input, l.value, l.note, l.created_at from label l join intake_case c on c.id = l.case_id
        where l.project_id = $1 and l.person_id = $2 and not exists (select 1 from label later where later.corrects_id = l.id)
        order by l.created_at desc, l.id desc limit 10`,
      [projectId, personId],
    );
  }
}
