import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { PolicySettings } from '@handrail/shared/ladder';
import type { Tx } from '../platform/database/index.js';
import { invalid } from '../platform/http/index.js';
import { WritePolicy } from '../projects/index.js';
import { hasCases, SEGMENTS, segmentsSeen } from './case-choices.sql.js';

/**
 * Whoever writes a policy: a threshold for a segment that no case has come with is a slip of the pen, and would never be
 * consulted. Before the first case nobody knows which will come; what the policy before names stays.
 */
@Injectable()
export class RefuseUnknownSegments implements OnModuleInit {
  constructor(private readonly policies: WritePolicy) {}

  onModuleInit(): void {
    this.policies.check(async (tx, { projectId, before, settings }) => {
      const named = segmentsOf(settings).filter((segment) => !segmentsOf(before).includes(segment));
      if (named.length > 0) await refuse(tx, projectId, named);
    });
  }
}

async function refuse(tx: Tx, projectId: string, named: readonly string[]): Promise<void> {
  const seen = await segmentsSeen(tx, projectId, named);
  const unknown = named.filter((segment) => !seen.has(segment));
  if (unknown.length === 0 || !(await hasCases(tx, projectId))) return;
  const known = (await tx.query<{ segment: string }>(SEGMENTS, [projectId])).map(({ segment }) => segment);
  throw invalid(
    'A threshold names a segment that no case has come with.',
    unknown.map((segment) => ({
      pointer: `/thresholds/perSegment/${segment}`,
      detail: `no case has come with segment ${JSON.stringify(segment)}; ${listed(known)}`,
    })),
  );
}

const MOST_LISTED = 20;

function listed(known: readonly string[]): string {
  if (known.length === 0) return 'cases have named none so far';
  const shown = known.slice(0, MOST_LISTED).map((segment) => JSON.stringify(segment));
  return `those that came are ${shown.join(', ')}${known.length > shown.length ? ' and more' : ''}`;
}

function segmentsOf({ thresholds }: PolicySettings): string[] {
  return Object.keys(thresholds.perSegment);
}
