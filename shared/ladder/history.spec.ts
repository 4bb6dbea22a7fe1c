import { describe, expect, it } from 'vitest';
import { redoTarget, type HistoryEntry } from './history.js';

/** `m`: a move; `u4`: undo of 4; `r4`: restore of 4. */
function history(...steps: string[]): HistoryEntry[] {
  return steps.map((step, index) => ({
    version: index + 1,
    undoesVersion: step.startsWith('u') ? Number(step.slice(1)) : null,
    restoresVersion: step.startsWith('r') ? Number(step.slice(1)) : null,
  }));
}

describe('redo', () => {
  it.each([
    ['nothing was ever undone', ['m', 'm'], null],
    ['the one that was undone', ['m', 'm', 'u2'], 2],
    ['of two, first the last that was undone', ['m', 'm', 'm', 'u3', 'u2'], 2],
    ['then the other', ['m', 'm', 'm', 'u3', 'u2', 'r2'], 3],
    ['then nothing', ['m', 'm', 'm', 'u3', 'u2', 'r2', 'r3'], null],
    ['nothing after a move', ['m', 'm', 'u2', 'm'], null],
    ['nothing after another version was restored', ['m', 'm', 'm', 'u3', 'r1'], null],
    ['a redo that was undone', ['m', 'm', 'u2', 'r2', 'u4'], 4],
  ] as const)('%s', (_name, steps, version) => {
    expect(redoTarget(history(...steps))).toBe(version);
  });
});
