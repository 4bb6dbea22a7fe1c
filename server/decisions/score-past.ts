import { Injectable } from '@nestjs/common';
import { machinesOf } from '@handrail/shared/ladder';
import type { CaseInput } from '@handrail/shared/schema';
import { AskDeciders, OpenDeciders } from '../deciders/index.js';
import { Clock } from '../platform/clock/index.js';
import { Database, UnitOfWork } from '../platform/database/index.js';
import { ProjectDirectory } from '../projects/index.js';
import { insertPredictions } from './intake.sql.js';
import { predictionRow } from './prediction-row.js';

const BATCH = 100;
/** A comparison reads no more than its newest cases, so no more are asked about. */
const MOST_CASES = 20_000;

/**
 * Lets a machine predict what a previous system decided before Handrail was there: with that, the two can be compared
 * before the first live case. Every case is asked once, however often this runs.
 */
@Injectable()
export class ScorePast {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly directory: ProjectDirectory,
    private readonly ask: AskDeciders,
    private readonly deciders: OpenDeciders,
  ) {}

  /** Machines of the policy in force that the server can ask. */
  async machines(projectId: string): Promise<string[]> {
    const { policy } = await this.directory.get(projectId);
    const all = await Promise.all(
      machinesOf(policy).map(async (machine) => {
        try {
          const decider = await this.deciders.get(projectId, machine);
          return decider === undefined || decider.open === null ? [] : [machine];
        } catch {
          // It can be asked and fails, which is recorded as an error of each case.
          return [machine];
        }
      }),
    );
    return [...new Set(all.flat())];
  }

  async run(projectId: string, machine: string, signal: AbortSignal): Promise<void> {
    const project = await this.directory.get(projectId);
    for (;;) {
      signal.throwIfAborted();
      const cases = await this.database.query<{ id: string; input: CaseInput }>(
        `select c.id, c.input from (
           select id, input, created_at from intake_case c
            where project_id = $1 and source = 'import' and exists (select 1 from prediction p where p.case_id = c.id and p.kind = 'system')
            order by created_at desc, id desc limit ${MOST_CASES}) c
          where not exists (select 1 from prediction p where p.case_id = c.id and p.model = $2)
          order by c.created_at desc, c.id desc limit ${BATCH}`,
        [projectId, machine],
      );
      if (cases.length === 0) return;
      const rows = await Promise.all(
        cases.map(async ({ id, input }) => {
          const said = await this.ask.behind(project, [machine], input);
          return said.map((answer) => predictionRow(answer, { caseId: id, now: this.clock.now(), behind: true }));
        }),
      );
      // A machine that is not there any more says nothing, and would be asked for ever.
      if (rows.flat().length === 0) return;
      await this.unitOfWork.run((tx) => insertPredictions(tx, rows.flat()));
    }
  }
}
