import { Injectable } from '@nestjs/common';
import { feedbackRequestSchema, type Actor, type FeedbackView } from '@handrail/shared/contracts';
import { outputSchemaSchema, validateOutput, type OutputValue } from '@handrail/shared/schema';
import { Clock } from '../platform/clock/index.js';
import { UnitOfWork, type Tx } from '../platform/database/index.js';
import { invalid, notFound, parseWith, ProblemError } from '../platform/http/index.js';
import { hashOf, refuseBadKey } from '../platform/idempotency/index.js';
import { newId } from '../platform/ids/index.js';
import { LivePath, Telemetry } from '../platform/telemetry/index.js';

type ApiKeyActor = Extract<Actor, { kind: 'apiKey' }>;
type Given = { readonly caseId: string; readonly body: unknown; readonly idempotencyKey: string | null };
type Row = {
  id: string;
  case_id: string;
  kind: FeedbackView['kind'];
  value: OutputValue | null;
  comment: string | null;
  request_hash: Buffer;
  created_at: Date;
};

const COLUMNS = 'id, case_id, kind, value, comment, request_hash, created_at';

/** Keeps what the end user did with a decision. Append-only; the decision stays as it is. */
@Injectable()
export class TakeFeedback {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly telemetry: Telemetry,
    private readonly live: LivePath,
  ) {}

  /** Repeating it with its key gives the first answer. @throws ProblemError; nothing is written then. */
  async run(actor: ApiKeyActor, { caseId, body, idempotencyKey }: Given): Promise<FeedbackView> {
    refuseBadKey(idempotencyKey);
    const { kind, value, comment } = parseWith(feedbackRequestSchema, body);
    const requestHash = hashOf({ caseId, kind, value, comment });
    const { row, isNew } = await this.unitOfWork.run(async (tx) => {
      const decided = await this.decided(tx, actor.projectId, caseId);
      const checked = value === undefined ? null : checkedValue(decided.output_schema, value);
      const [fresh] = await tx.query<Row>(
        `insert into feedback (id, case_id, project_id, decision_id, kind, value, comment, idempotency_key, request_hash, api_key_id, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, decode($9, 'hex'), $10, $11)
         on conflict (project_id, idempotency_key) do nothing returning ${COLUMNS}`,
        [
          newId(),
          caseId,
          actor.projectId,
          decided.decision_id,
          kind,
          checked === null ? null : JSON.stringify(checked),
          comment ?? null,
          idempotencyKey,
          requestHash,
          actor.apiKeyId,
          this.clock.now(),
        ],
      );
      if (fresh) return { row: fresh, isNew: true };
      const [first] = await tx.query<Row>(
        `select ${COLUMNS} from feedback where project_id = $1 and idempotency_key = $2`,
        [actor.projectId, idempotencyKey],
      );
      if (first?.request_hash.toString('hex') !== requestHash) {
        throw new ProblemError(
          'idempotency-conflict',
          'This Idempotency-Key came before with other feedback. Use a new key for new feedback.',
        );
      }
      return { row: first, isNew: false };
    });
    if (isNew) {
      this.telemetry.feedback.inc({ kind: row.kind });
      this.live.tell('feedback', { projectId: actor.projectId, at: row.created_at.getTime(), kind: row.kind });
    }
    return toView(row);
  }

  private async decided(
    tx: Tx,
    projectId: string,
    caseId: string,
  ): Promise<{ decision_id: string; output_schema: unknown }> {
    const [row] = await tx.query<{ decision_id: string | null; output_schema: unknown }>(
      `select d.id as decision_id, p.output_schema from intake_case c
         join policy p on p.project_id = c.project_id and p.version = c.policy_version
         left join lateral (select id from decision where case_id = c.id order by sequence desc limit 1) d on true
        where c.id = $1 and c.project_id = $2`,
      [caseId, projectId],
    );
    if (!row) throw notFound('decision');
    const { decision_id: decisionId, output_schema: outputSchema } = row;
    if (decisionId === null)
      throw new ProblemError('undecided', 'Nobody has decided this case yet, so there is nothing to react to.');
    return { decision_id: decisionId, output_schema: outputSchema };
  }
}

function checkedValue(outputSchema: unknown, value: unknown): OutputValue {
  const checked = validateOutput(outputSchemaSchema.parse(outputSchema), value);
  if (checked.ok) return checked.value;
  const errors = checked.errors.map(({ pointer, detail }) => ({ pointer: `/value${pointer}`, detail }));
  throw invalid('The value does not fit the project’s output schema.', errors);
}

function toView(row: Row): FeedbackView {
  return {
    id: row.id,
    decisionId: row.case_id,
    kind: row.kind,
    ...(row.value === null ? {} : { value: row.value }),
    ...(row.comment === null ? {} : { comment: row.comment }),
    createdAt: row.created_at.toISOString(),
  };
}
