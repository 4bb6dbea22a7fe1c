import { Injectable } from '@nestjs/common';
import { BeginReferences } from '../monitoring/index.js';
import { EditRisks, RiskReads } from '../risks/index.js';
import { DEMO } from './demo-project.js';

/** Has the demo watched as a team would: its register is filled, and what its model learned from is what drift is told against. */
@Injectable()
export class WatchDemo {
  constructor(
    private readonly risks: EditRisks,
    private readonly register: RiskReads,
    private readonly references: BeginReferences,
  ) {}

  /** Idempotent. */
  async writeRisks(projectId: string): Promise<void> {
    const keys = (await this.register.suggestions(projectId)).map(({ key }) => key);
    await this.risks.take(DEMO, projectId, keys);
  }

  /** Call it under the policy whose model is to be watched, before its cases are told. Idempotent. */
  async freezeReferences(projectId: string): Promise<void> {
    await this.references.run(projectId);
  }
}
