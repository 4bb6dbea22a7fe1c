import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import { KEPT_SHADOWS, parseReference, versionReference } from '@handrail/shared/deciders';
import type { Tx } from '../../platform/database/index.js';
import { ProblemError } from '../../platform/http/index.js';
import { WritePolicy } from '../../projects/index.js';

/** As many machines as a policy holds in shadow. */
const MOST_SHADOWS = 20;
const ATTEMPTS = 5;

export type Placed = { readonly projectId: string; readonly name: string; readonly version: number };

/** Lets a version that was just trained watch, unseen: the most that training ever does. */
@Injectable()
export class PlaceInShadow {
  constructor(private readonly writer: WritePolicy) {}

  /**
   * Appends a policy with the version among its shadows; of those that training made before, only the newest stay.
   * Gives what was done, in words.
   */
  async run(tx: Tx, placed: Placed, given: { actor: Actor; reason: string; now: Date }): Promise<string> {
    const reference = versionReference(placed.name, placed.version);
    const trained = await trainedVersions(tx, placed);
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const { row, settings } = await this.writer.current(tx, placed.projectId);
      const shadows = shadowsWith(settings.shadows, reference, trained);
      if (!shadows) return `It is registered; no more than ${MOST_SHADOWS} machines watch at once, so it does not yet.`;
      const next = { current: row, settings: { ...settings, shadows }, ...given };
      if (await this.writer.append(tx, given.actor, next)) return sentenceOf(reference, settings.level);
    }
    throw new ProblemError('conflict', 'The policy changed too often meanwhile.');
  }
}

function sentenceOf(reference: string, level: string): string {
  return level === 'HUMAN_ONLY'
    ? `${reference} is in shadow; under Human only it waits until a machine runs.`
    : `${reference} is in shadow: it predicts beside the champion, unseen.`;
}

/** Undefined when there is no room. */
function shadowsWith(
  shadows: readonly string[],
  reference: string,
  trained: ReadonlySet<number>,
): string[] | undefined {
  const name = parseReference(reference)?.name;
  const isOurs = (shadow: string): boolean => {
    const parsed = parseReference(shadow);
    return parsed?.name === name && trained.has(parsed?.version ?? 0);
  };
  const kept = shadows
    .filter(isOurs)
    .sort((a, b) => (parseReference(b)?.version ?? 0) - (parseReference(a)?.version ?? 0))
    .slice(0, KEPT_SHADOWS - 1);
  const next = [...shadows.filter((shadow) => !isOurs(shadow) || kept.includes(shadow)), reference];
  return next.length > MOST_SHADOWS ? undefined : [...new Set(next)];
}

/** The versions of this decider that the trainer made by itself or when asked. */
async function trainedVersions(tx: Tx, { projectId, name }: Placed): Promise<ReadonlySet<number>> {
  const rows = await tx.query<{ version: number }>(
    `select v.version from training t join decider_version v on v.id = t.version_id where t.project_id = $1 and t.name = $2`,
    [projectId, name],
  );
  return new Set(rows.map(({ version }) => version));
}
