import { expect, it } from 'vitest';
import { ChangeFeed } from '../../server/dist/platform/change-feed/index.js';
import { Failures } from '../../server/dist/platform/failures/index.js';
import { createLog } from '../../server/dist/platform/logging/index.js';
import { Telemetry } from '../../server/dist/platform/telemetry/index.js';
import { DecisionWaiter } from '../../server/dist/decisions/decision-waiter.js';

// A feed that is not connected: nothing ever comes over it.
const quiet = (): DecisionWaiter =>
  new DecisionWaiter(new ChangeFeed('postgres://127.0.0.1:1/none', new Failures(createLog('silent'), new Telemetry())));
const timers = (): number => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
const pending = (): Promise<undefined> => Promise.resolve(undefined);

it('keeps nothing of callers who hang up', async () => {
  const waiter = quiet();
  const gone = new AbortController();
  const before = timers();
  const waiting = Array.from({ length: 50 }, (_, n) =>
    waiter.until({ caseId: `case-${n % 7}`, seconds: 60, signal: gone.signal }, pending),
  );
  await Promise.resolve();
  expect(timers()).toBe(before + 50);
  gone.abort();
  expect(new Set(await Promise.all(waiting))).toEqual(new Set([undefined]));
  expect(timers()).toBe(before);
});

it('lets everybody go when the process stops, also who comes after', async () => {
  const waiter = quiet();
  const { signal } = new AbortController();
  const waiting = waiter.until({ caseId: 'a', seconds: 60, signal }, pending);
  await Promise.resolve();
  waiter.onModuleDestroy();
  expect(await waiting).toBeUndefined();
  expect(await waiter.until({ caseId: 'a', seconds: 60, signal }, pending)).toBeUndefined();
});

it('passes a failure on and keeps nothing', async () => {
  const before = timers();
  const { signal } = new AbortController();
  const failing = quiet().until({ caseId: 'a', seconds: 60, signal }, () => Promise.reject(new Error('away')));
  await expect(failing).rejects.toThrow('away');
  expect(timers()).toBe(before);
});
