/** The rungs, from nothing handed over to everything handed over. The order is the meaning. */
export const LEVELS = ['HUMAN_ONLY', 'SHADOW', 'AI_ASSISTANCE', 'PARTIAL_AUTOMATION', 'FULL_AUTOMATION'] as const;
export type Level = (typeof LEVELS)[number];

/** Position on the ladder, 0 (Human only) to 4 (Full automation). */
export function levelRank(level: Level): number {
  return LEVELS.indexOf(level);
}

/** Whether the machine is asked at all at this level; under Human only it is not. */
export function machineRuns(level: Level): boolean {
  return level !== 'HUMAN_ONLY';
}

/** The one of two rungs on which less is handed over. */
export function lowerLevel(a: Level, b: Level): Level {
  return levelRank(a) <= levelRank(b) ? a : b;
}

/** Whether the model decides cases without a person at this level. */
export function automatesAlone(level: Level): boolean {
  return levelRank(level) >= levelRank('PARTIAL_AUTOMATION');
}
