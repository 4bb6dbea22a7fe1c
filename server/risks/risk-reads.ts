import { Injectable } from '@nestjs/common';
import {
  proposeRetirements,
  type AlarmTally,
  type MetricCorrelation,
  type RetirementProposal,
} from '@handrail/shared/alarms';
import type { Actor } from '@handrail/shared/contracts';
import { METRICS } from '@handrail/shared/monitoring';
import {
  markRegister,
  startingRisks,
  watchableIn,
  type Marks,
  type StartingRisk,
  type Watchable,
} from '@handrail/shared/risks';
import { AlarmReads } from '../alarms/index.js';
import { assertMay } from '../identity/index.js';
import { Clock } from '../platform/clock/index.js';
import { Database } from '../platform/database/index.js';
import { ProjectDirectory } from '../projects/index.js';
import { correlationsOf } from './correlation.sql.js';
import { OWNERS, RETIRED, RISKS, TAKEN_KEYS, type OwnerRow, type RetiredRow, type RiskRow } from './risk.sql.js';

/** A project's register as it stands. */
export type Register = {
  readonly risks: readonly RiskRow[];
  readonly retired: readonly RetiredRow[];
  readonly owners: readonly OwnerRow[];
  readonly marks: Marks;
  /** Those that a project with such an input has. */
  readonly metrics: readonly Watchable[];
  /** Of the starting list, what was never taken. */
  readonly suggestions: readonly StartingRisk[];
} & Told;
/** How much the metrics have told. */
type Told = {
  readonly tallies: readonly AlarmTally[];
  /** Pairs that move alike. */
  readonly correlations: readonly MetricCorrelation[];
  /** Which metrics might go, and why. */
  readonly proposals: readonly RetirementProposal[];
};

const CORRELATED_OVER_MS = 7 * 86_400_000;
const COUNTS = METRICS.filter(({ kind }) => kind === 'COUNT').map(({ id }) => id);

@Injectable()
export class RiskReads {
  constructor(
    private readonly database: Database,
    private readonly directory: ProjectDirectory,
    private readonly alarms: AlarmReads,
    private readonly clock: Clock,
  ) {}

  async register(actor: Actor, projectId: string): Promise<Register> {
    assertMay(actor, 'monitoring:read', projectId);
    const [risks, retired, owners, suggestions, { inputSchema }, told] = await Promise.all([
      this.database.query<RiskRow>(RISKS, [projectId]),
      this.database.query<RetiredRow>(RETIRED, [projectId]),
      this.database.query<OwnerRow>(OWNERS, [projectId]),
      this.suggestions(projectId),
      this.directory.get(projectId),
      this.told(projectId),
    ]);
    const metrics = watchableIn(inputSchema);
    const gone = new Set(retired.map(({ metric }) => metric));
    const marks = markRegister({ metrics, risks, retired: gone });
    const proposals = told.proposals.filter(({ metric }) => !gone.has(metric));
    return { risks, retired, owners, marks, metrics, suggestions, ...told, proposals };
  }

  private async told(projectId: string): Promise<Told> {
    const from = new Date(this.clock.now().getTime() - CORRELATED_OVER_MS);
    const [tallies, correlations] = await Promise.all([
      this.alarms.tallies(projectId),
      correlationsOf(this.database, { projectId, from, counts: COUNTS }),
    ]);
    return { tallies, correlations, proposals: proposeRetirements(tallies, correlations) };
  }

  /** What usually goes wrong in a project of this sort and is not in its register, nor was. */
  async suggestions(projectId: string): Promise<StartingRisk[]> {
    const { profile, inputSchema } = await this.directory.get(projectId);
    const rows = await this.database.query<{ starting_key: string }>(TAKEN_KEYS, [projectId]);
    const taken = new Set(rows.map((row) => row.starting_key));
    const types = inputSchema.fields.map(({ type }) => type);
    return startingRisks(profile.deploymentCase, types).filter(({ key }) => !taken.has(key));
  }
}
