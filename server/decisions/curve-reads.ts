import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import { errorCurve, HAND_PICKED_REASONS, type CurvePoint, type JudgedPrediction } from '@handrail/shared/ladder';
import { assertMay, hidesBlind } from '../identity/index.js';
import { agree, Database } from '../platform/database/index.js';
import { ProjectDirectory } from '../projects/index.js';
import { withoutBlindOpen } from './case-list.sql.js';

const CURVE_CASES = 2_000;
const CURVE_LABELS = 5_000;

/** What the ladder’s curve reads; bounded by count. */
@Injectable()
export class CurveReads {
  constructor(
    private readonly database: Database,
    private readonly directory: ProjectDirectory,
  ) {}

  /** Error against share automated at each threshold, for the model that is in force. */
  async curve(actor: Actor, projectId: string): Promise<CurvePoint[]> {
    assertMay(actor, 'policy:read', projectId);
    const { policy } = await this.directory.get(projectId);
    const chosen = `select confidence, value from prediction where case_id = c.id and kind = 'model' and error is null
      and confidence is not null and ($2::text is null or model = $2) order by id limit 1`;
    const [confidences, judged] = await Promise.all([
      this.database.query<{ confidence: number }>(
        `select p.confidence from (select id from intake_case c where project_id = $1 and source <> 'import' ${withoutBlindOpen('$4')} order by created_at desc, id desc limit $3) c
           join lateral (${chosen}) p on true`,
        [projectId, policy.incumbent, CURVE_CASES, hidesBlind(actor, projectId)],
      ),
      this.database.query<JudgedPrediction>(
        `select p.confidence, not ${agree('p.value', 'l.value', '$1')} as "isWrong", (c.route->>'blindPropensity')::float8 as propensity
           from (select case_id, value from label l where project_id = $1 and blind and ${DRAWN}
                    -- The last blind answer counts; one that corrected it after a look at the machine does not replace it.
                    and not exists (select 1 from label later where later.corrects_id = l.id and later.blind)
                  order by created_at desc limit $3) l
           join intake_case c on c.id = l.case_id join lateral (${chosen}) p on true
          where (c.route->>'blindPropensity')::float8 > 0`,
        [projectId, policy.incumbent, CURVE_LABELS],
      ),
    ]);
    return errorCurve({ confidences: confidences.map(({ confidence }) => confidence), judged, grid: GRID });
  }
}

/** Labels of cases that were picked by hand measure nothing. Constants of ours, no input. */
const DRAWN = `not exists (select 1 from review r where r.id = l.review_id and r.reason = any('{${HAND_PICKED_REASONS.join(',')}}'))`;

/** Hundredths, and thousandths at the top, where confidences crowd. */
const GRID = [
  ...Array.from({ length: 51 }, (_, index) => (50 + index) / 100),
  ...Array.from({ length: 9 }, (_, index) => (991 + index) / 1000),
];
