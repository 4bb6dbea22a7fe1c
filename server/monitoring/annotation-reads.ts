import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import { assertMay } from '../identity/index.js';
import { Database } from '../platform/database/index.js';
import { invalid } from '../platform/http/index.js';
import { annotationsIn } from './annotations.sql.js';

export const ANNOTATION_KINDS = ['POLICY', 'ROLLOUT', 'ALARM'] as const;
export type AnnotationKind = (typeof ANNOTATION_KINDS)[number];
export type Annotation = {
  readonly id: string;
  readonly kind: AnnotationKind;
  readonly at: Date;
  readonly title: string;
  readonly detail: string;
  readonly by: string;
  readonly policyVersion: number | null;
};

/** What is drawn on every time axis: what was done that may be the cause of what is seen, and what was raised. */
@Injectable()
export class AnnotationReads {
  constructor(private readonly database: Database) {}

  async list(actor: Actor, range: { projectId: string; from: Date; to: Date }): Promise<Annotation[]> {
    assertMay(actor, 'monitoring:read', range.projectId);
    if (!(range.from < range.to)) {
      throw invalid('The range holds nothing.', [{ pointer: '/to', detail: 'must be later than from' }]);
    }
    const rows = await annotationsIn(this.database, range);
    return rows.map(({ policy_version: policyVersion, ...row }) => ({ ...row, policyVersion }));
  }
}
