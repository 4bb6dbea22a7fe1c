import { expect, it } from 'vitest';
import { LatestValue } from './latest-value.js';

it('gives the newest value, however many came since the last', async () => {
  const values = new LatestValue<number>(() => undefined);
  values.push(1);
  values.push(2);
  expect(await values.next()).toEqual({ done: false, value: 2 });
  const waiting = values.next();
  values.push(3);
  expect(await waiting).toEqual({ done: false, value: 3 });
});

it('ends at once while its reader waits, and says so to its owner once', async () => {
  let closed = 0;
  const values = new LatestValue<number>(() => (closed += 1));
  const waiting = values.next();
  await values.return();
  await values.return();
  expect(await waiting).toEqual({ done: true, value: undefined });
  expect(await values.next()).toEqual({ done: true, value: undefined });
  expect(closed).toBe(1);
});
