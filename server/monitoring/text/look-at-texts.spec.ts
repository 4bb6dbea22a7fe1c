import { expect, it } from 'vitest';
import { LookAtTexts } from './look-at-texts.js';

/** Each look takes a millisecond. */
function texts(count: number, units = 10) {
  const queue = new LookAtTexts((error) => {
    throw error;
  });
  const looked: number[] = [];
  let now = 0;
  const room = Array.from({ length: count }, (_, index) =>
    queue.add(units, () => {
      looked.push(index);
      now += 1;
    }),
  );
  // Turns are taken by the test.
  queue.stop();
  const turns = (times: number, isBusy: boolean): number => {
    for (let turn = 0; turn < times; turn += 1) queue.turn(20, isBusy, () => now);
    return looked.length;
  };
  return { room, looked, turns };
}

it('takes half a hundredth of the time of a process that is busy, and a tenth of one that is not', () => {
  const { looked, turns } = texts(1000);
  expect(turns(1000, true)).toBe(100);
  expect(turns(100, false)).toBe(300);
  expect(looked).toEqual(Array.from({ length: 300 }, (_, index) => index));
});

it('comes to all that wait, and has saved nothing up for those that come later', () => {
  const { looked, turns } = texts(3);
  expect(turns(1000, false)).toBe(3);
  expect(looked).toEqual([0, 1, 2]);
});

it('lets so many wait, or so much text, whatever is in the one that comes next', () => {
  expect(texts(2100).room.filter(Boolean)).toHaveLength(2000);
  expect(texts(30, 100_000).room.filter(Boolean)).toHaveLength(20);
});
