import type { UnitOfWork } from '../../platform/database/index.js';
import { OTHER, type SeriesKey } from '../metric-buffer.js';
import { admitNames, type MetricName, type NameKind } from './names.sql.js';

/** Names that a project's metrics keep apart, over all processes; of parts: each metric. */
export const MOST_NAMES: Readonly<Record<NameKind, number>> = { segment: 40, decider: 40, part: 200 };
const KINDS = ['segment', 'decider', 'part'] as const;
const MOST_KEPT = 30_000;
const DAY_MS = 86_400_000;

/**
 * What a series is called in the database: a name beyond the bound is `(other)`. Every process bounds the names that it
 * sees, so as to be bounded itself; here all of them together are, through restarts too. A day's answers are remembered.
 */
export class BoundNames {
  private readonly admitted = new Map<string, boolean>();
  private day = 0;

  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** In the order given. */
  async of(keys: readonly SeriesKey[], now: Date): Promise<SeriesKey[]> {
    const day = Math.floor(now.getTime() / DAY_MS);
    if (day !== this.day || this.admitted.size > MOST_KEPT) this.admitted.clear();
    this.day = day;
    const unknown = new Map(
      keys
        .flatMap(namesOf)
        .filter((one) => !this.admitted.has(idOf(one)))
        .map((one) => [idOf(one), one]),
    );
    if (unknown.size > 0) {
      const asked = [...unknown.values()];
      const answers = await this.unitOfWork.run((tx) => admitNames(tx, asked, { most: MOST_NAMES, now }));
      asked.forEach((one, index) => this.admitted.set(idOf(one), answers[index] === true));
    }
    return keys.map((key) => {
      const beyond = namesOf(key).filter((one) => this.admitted.get(idOf(one)) !== true);
      return beyond.length === 0 ? key : { ...key, ...Object.fromEntries(beyond.map(({ kind }) => [kind, OTHER])) };
    });
  }
}

function namesOf(key: SeriesKey): MetricName[] {
  return KINDS.flatMap((kind) =>
    key[kind] === ''
      ? []
      : [{ projectId: key.projectId, kind, metric: kind === 'part' ? key.metric : '', name: key[kind] }],
  );
}

function idOf({ projectId, kind, metric, name }: MetricName): string {
  return [projectId, kind, metric, name].join('\0');
}
