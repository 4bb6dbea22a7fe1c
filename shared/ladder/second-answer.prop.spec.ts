import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerEffect, type Standing } from './second-answer.js';

const people = (decidedBy: Standing['decidedBy'], standing: number, given: number): Standing => ({
  decidedBy,
  isOwn: false,
  isSettled: false,
  agrees: false,
  votes: { standing, given },
  against: standing,
});

describe('an answer to a decided case', () => {
  it.each([
    ['another person’s, one to one', people('human', 1, 1), 'differs'],
    ['another person’s, two to one', people('human', 1, 2), 'supersedes'],
    ['another person’s, two to two', people('human', 2, 2), 'differs'],
    ['a machine’s', people('model', 0, 1), 'supersedes'],
    ['a machine’s that somebody had confirmed', people('model', 1, 1), 'differs'],
    ['a machine’s that two people had confirmed', people('model', 2, 1), 'differs'],
    ['a machine’s that one had confirmed and two say otherwise', people('model', 1, 2), 'supersedes'],
    ['what a lead has settled, many to one', { ...people('human', 1, 5), isSettled: true }, 'differs'],
    ['the previous system’s', people('system', 0, 1), 'supersedes'],
    ['one’s own', { ...people('human', 0, 1), isOwn: true }, 'supersedes'],
    [
      'one’s own, which is as near as what all say',
      { ...people('human', 2, 2), isOwn: true, against: 0 },
      'supersedes',
    ],
    ['one’s own that another has confirmed', { ...people('human', 1, 1), isOwn: true }, 'differs'],
    ['one’s own that three have confirmed', { ...people('human', 3, 1), isOwn: true }, 'differs'],
    ['one’s own that one has confirmed and two say otherwise', { ...people('human', 1, 2), isOwn: true }, 'supersedes'],
  ] as const)('that differs from %s', (_name, standing, effect) => {
    expect(answerEffect(standing)).toBe(effect);
  });

  it('never depends on being later alone: people who differ one to one never take turns', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 9 }), (answers) => {
        let stands = answers[0] ?? '';
        answers.slice(1).forEach((value, index) => {
          const said = answers.slice(0, index + 2);
          const votes = (of: string): number => said.filter((one) => one === of).length;
          const effect = answerEffect({
            decidedBy: 'human',
            isOwn: false,
            isSettled: false,
            agrees: value === stands,
            votes: { standing: votes(stands), given: votes(value) },
            against: votes(stands),
          });
          if (effect === 'supersedes') stands = value;
          expect(votes(stands)).toBe(Math.max(...said.map(votes)));
        });
      }),
    );
  });
});
