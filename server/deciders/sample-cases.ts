import { Injectable } from '@nestjs/common';
import { validateInput, type CaseInput, type InputSchema } from '@handrail/shared/schema';
import { Database } from '../platform/database/index.js';
import { invalid } from '../platform/http/index.js';
import { recentCases, type SampleCase } from './sample-cases.sql.js';

/** Recent cases of a project, to try a version on. */
@Injectable()
export class SampleCases {
  constructor(private readonly database: Database) {}

  /** The newest first, each with the answer of a person where there is one. */
  recent(projectId: string, limit: number): Promise<SampleCase[]> {
    return recentCases(this.database, projectId, limit);
  }

  /** What was typed, checked, or the last case. @throws ProblemError `invalid`. */
  async one(projectId: string, schema: InputSchema, typed: unknown): Promise<CaseInput> {
    if (typed !== undefined && typed !== null) {
      const checked = validateInput(schema, typed);
      if (checked.ok) return checked.value;
      const errors = checked.errors.map(({ pointer, detail }) => ({ pointer: `/sample${pointer}`, detail }));
      throw invalid('The sample case does not fit the project.', errors);
    }
    const [last] = await this.recent(projectId, 1);
    if (!last) throw invalid('There is no case yet: type one in.', [{ pointer: '/sample', detail: 'is required' }]);
    return last.input;
  }
}
