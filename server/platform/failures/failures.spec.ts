import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Log } from '../logging/index.js';
import { Telemetry } from '../telemetry/telemetry.js';
import { Failures } from './failures.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('counts each failure of side work, and logs them once a minute with how many there were', async () => {
  const lines: { failures: number; err: unknown }[] = [];
  const telemetry = new Telemetry();
  const log = { warn: (line: { failures: number; err: unknown }) => lines.push(line) } as unknown as Log;
  const work = new Failures(log, telemetry).of('tell-training', 'Telling');
  const counts = async (): Promise<Record<string, number>> => {
    const { values } = await telemetry.sideWork.get();
    return Object.fromEntries(values.map(({ labels, value }) => [labels.outcome, value]));
  };
  // There before the first failure, so that a graph of them is not empty.
  expect(await counts()).toEqual({ succeeded: 0, failed: 0 });
  expect(await work.end(Promise.resolve(7))).toBe(7);
  for (let at = 0; at < 70; at += 1) {
    work.hear(Promise.reject(new Error('away')));
    await vi.advanceTimersByTimeAsync(1000);
  }
  expect(await counts()).toEqual({ succeeded: 1, failed: 70 });
  expect(lines.map(({ failures }) => failures)).toEqual([1, 60]);
  expect(lines[0]?.err).toBeInstanceOf(Error);
});
