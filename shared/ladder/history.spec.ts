import { describe, expect, it } from 'vitest';
import { positionOf, redoTarget, type HistoryEntry } from './history.js';

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

describe('the position', () => {
  it.each([
    ['the newest', ['m', 'm'], 2],
    ['after an undo the one before what was undone', ['m', 'm', 'm', 'u3'], 2],
    ['after two undos one further back', ['m', 'm', 'm', 'm', 'u4', 'u3'], 2],
    ['after an undo of an undo, its own', ['m', 'm', 'm', 'u3', 'u2'], 1],
    ['of a restore itself', ['m', 'm', 'u2', 'r2'], 4],
    ['of a move after an undo itself', ['m', 'm', 'u2', 'm'], 4],
  ])('is %s', (_name, steps, position) => expect(positionOf(history(...steps))).toBe(position));

  it('is not known where the entries do not reach back to it', () =>
    expect(positionOf(history('m', 'm', 'm', 'u2').slice(2))).toBeNull());
});
