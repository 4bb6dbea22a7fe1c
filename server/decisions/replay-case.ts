import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import {
  isSameRoute,
  replayRoute,
  route,
  type Replay,
  type Route,
  type RoutePrediction,
} from '@handrail/shared/ladder';
import { hidesBlind, mayIn } from '../identity/index.js';
import { Database } from '../platform/database/index.js';
import { ProjectDirectory } from '../projects/index.js';
import { CASE_WITH_PREDICTIONS } from './case-list.sql.js';

type Replayed = Replay & {
  readonly policyVersion: number;
  readonly storedPolicyVersion: number;
  /** Whether the stored route comes out again under the policy and the predictions that made it. */
  readonly isFaithful: boolean;
};
type Row = {
  project_id: string;
  case_key: string;
  segment: string | null;
  subject: string | null;
  route: Route;
  policy_version: number;
  blind_open: boolean;
  predictions: RoutePrediction[];
};

/** Routes a stored case again under the policy in force, by the rule that routed it. Writes nothing. */
@Injectable()
export class ReplayCase {
  constructor(
    private readonly database: Database,
    private readonly directory: ProjectDirectory,
  ) {}

  /** Undefined where there is no such case that the actor can see, or its blind review is open and they can review. */
  async run(actor: Actor, caseId: string): Promise<Replayed | undefined> {
    const [row] = await this.database.query<Row>(CASE_WITH_PREDICTIONS, [caseId]);
    if (!row || !mayIn(actor, 'decisions:read', row.project_id)) return undefined;
    if (row.blind_open && hidesBlind(actor, row.project_id)) return undefined;
    const { policy } = await this.directory.get(row.project_id);
    const own = await this.directory.policyOf(row.project_id, row.policy_version);
    const caseFacts = { key: row.case_key, segment: row.segment, subject: row.subject };
    const atFirst = row.predictions.filter(({ behind }) => behind !== true);
    return {
      ...replayRoute({ stored: row.route, policy, caseFacts, predictions: row.predictions }),
      policyVersion: policy.version,
      storedPolicyVersion: row.policy_version,
      isFaithful: own !== undefined && isSameRoute(row.route, route(own, caseFacts, atFirst)),
    };
  }
}
