import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import { metricsFor, type Metric } from '@handrail/shared/monitoring';
import { markRegister, startingRisks, type Marks, type StartingRisk } from '@handrail/shared/risks';
import { assertMay } from '../identity/index.js';
import { Database } from '../platform/database/index.js';
import { ProjectDirectory } from '../projects/index.js';
import { OWNERS, RETIRED, RISKS, TAKEN_KEYS, type OwnerRow, type RetiredRow, type RiskRow } from './risk.sql.js';

/** A project's register as it stands. */
export type Register = {
  readonly risks: readonly RiskRow[];
  readonly retired: readonly RetiredRow[];
  readonly owners: readonly OwnerRow[];
  readonly marks: Marks;
  /** Those that a project with such an input has. */
  readonly metrics: readonly Pick<Metric, 'id' | 'title'>[];
  /** Of the starting list, what was never taken. */
  readonly suggestions: readonly StartingRisk[];
};

@Injectable()
export class RiskReads {
  constructor(
    private readonly database: Database,
    private readonly directory: ProjectDirectory,
  ) {}

  async register(actor: Actor, projectId: string): Promise<Register> {
    assertMay(actor, 'monitoring:read', projectId);
    const [risks, retired, owners, suggestions, { inputSchema }] = await Promise.all([
      this.database.query<RiskRow>(RISKS, [projectId]),
      this.database.query<RetiredRow>(RETIRED, [projectId]),
      this.database.query<OwnerRow>(OWNERS, [projectId]),
      this.suggestions(projectId),
      this.directory.get(projectId),
    ]);
    const metrics = metricsFor(inputSchema);
    const marks = markRegister({
      metrics,
      risks,
      retired: new Set(retired.map(({ metric }) => metric)),
    });
    return { risks, retired, owners, marks, metrics, suggestions };
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
