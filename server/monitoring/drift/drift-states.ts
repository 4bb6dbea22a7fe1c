import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/index.js';
import { driftStatesOf, type DriftState } from './drift-state.sql.js';

/** What drifts, as it was computed last. */
@Injectable()
export class DriftStates {
  constructor(private readonly database: Database) {}

  /** What was computed at `from` or later. Access is settled by who asks. */
  of(projectId: string, from: Date): Promise<DriftState[]> {
    return driftStatesOf(this.database, projectId, from);
  }
}
