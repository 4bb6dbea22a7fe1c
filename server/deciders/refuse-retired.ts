import { Injectable, type OnModuleInit } from '@nestjs/common';
import { parseReference, type DeciderKind } from '@handrail/shared/deciders';
import type { PolicySettings } from '@handrail/shared/ladder';
import type { Tx } from '../platform/database/index.js';
import { invalid } from '../platform/http/index.js';
import { WritePolicy } from '../projects/index.js';
import { standingOf } from './decider.sql.js';

/** Whoever writes a policy: a retired version never comes into force again, and no decider in a place of the other kind. */
@Injectable()
export class RefuseRetired implements OnModuleInit {
  constructor(private readonly policies: WritePolicy) {}

  onModuleInit(): void {
    this.policies.check(async (tx, { projectId, before, settings }) => {
      const known = new Set(Object.keys(placesIn(before)));
      const places = Object.entries(placesIn(settings)).filter(([reference]) => !known.has(reference));
      for (const [reference, kind] of places) await refuse(tx, { projectId, reference, kind });
    });
  }
}

async function refuse(
  tx: Tx,
  { projectId, reference, kind }: { projectId: string; reference: string; kind: DeciderKind },
): Promise<void> {
  const parsed = parseReference(reference);
  const standing = parsed && (await standingOf(tx, projectId, parsed));
  // Predictions that come with the case may name a model that nobody has registered.
  if (!standing) return;
  if (standing.is_retired) throw invalid(`${reference} is retired: it cannot come into force again.`);
  if (standing.kind !== kind)
    throw invalid(
      kind === 'model'
        ? `${reference} is a previous system: it has no confidence, so it cannot be a model in force.`
        : `${reference} is a model: it cannot be the previous system.`,
    );
}

/** Every machine that a policy names, and what kind it has to be. */
function placesIn({ incumbent, rollout, shadows, previousSystem }: PolicySettings): Record<string, DeciderKind> {
  const models = [incumbent, rollout?.challenger, ...shadows].filter((reference) => reference != null);
  return {
    ...Object.fromEntries(models.map((reference) => [reference, 'model'] as const)),
    ...(previousSystem === null ? {} : { [previousSystem]: 'system' as const }),
  };
}
