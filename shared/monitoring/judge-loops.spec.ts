import { describe, expect, it } from 'vitest';
import { judgeLoops, type LoopSeen } from './judge-loops.js';

const NOW = 1_800_000_000_000;
const SECOND = 1000;
const loop = (more: Partial<LoopSeen>): LoopSeen => ({
  ...{ name: 'flush-metrics', title: 'Storing of metrics', isShared: false, isWatching: true, periodMs: 60 * SECOND },
  ...{ process: 'all a:1', startedAt: NOW - 3600 * SECOND, seenAt: NOW, stoppedAt: null },
  ...{ succeededAt: NOW - 30 * SECOND, failedAt: null, runs: 9, failures: 0, error: null },
  ...more,
});
const verdictOf = (...rows: LoopSeen[]): string => judgeLoops(rows, NOW)[0]?.verdict ?? 'none';

describe('a background loop', () => {
  it.each([
    ['is all right within three of its periods', 'OK', [loop({ succeededAt: NOW - 180 * SECOND })]],
    ['is late after them', 'LATE', [loop({ succeededAt: NOW - 181 * SECOND })]],
    [
      'fails where it failed meanwhile',
      'FAILING',
      [loop({ succeededAt: NOW - 181 * SECOND, failedAt: NOW - SECOND, failures: 3 })],
    ],
    ['has three periods from its start on', 'OK', [loop({ succeededAt: null, startedAt: NOW - 100 * SECOND })]],
    ['is late when it never succeeded', 'LATE', [loop({ succeededAt: null })]],
    [
      'must succeed in every process that runs it',
      'LATE',
      [loop({}), loop({ process: 'all b:1', succeededAt: NOW - 600 * SECOND })],
    ],
    [
      'that is shared need succeed in one',
      'OK',
      [loop({ isShared: true }), loop({ isShared: true, process: 'b', succeededAt: null })],
    ],
    [
      'of a process that died counts no more where another one runs it',
      'OK',
      [loop({}), loop({ process: 'b', seenAt: NOW - 100 * SECOND, succeededAt: NOW - 600 * SECOND })],
    ],
    [
      'is absent where every process died',
      'ABSENT',
      [loop({ seenAt: NOW - 300 * SECOND, succeededAt: NOW - 301 * SECOND })],
    ],
    [
      'is absent where every process stopped, in good time for a restart',
      'OK',
      [loop({ seenAt: NOW - 60 * SECOND, stoppedAt: NOW - 60 * SECOND, succeededAt: NOW - 61 * SECOND })],
    ],
    [
      'that a shared one did before it stopped is not forgotten at once',
      'OK',
      [
        loop({
          isShared: true,
          stoppedAt: NOW - 90 * SECOND,
          seenAt: NOW - 90 * SECOND,
          succeededAt: NOW - 91 * SECOND,
        }),
        loop({ isShared: true, process: 'b', succeededAt: null, startedAt: NOW - 80 * SECOND }),
      ],
    ],
    ['of one second is not rung for a stutter', 'OK', [loop({ periodMs: SECOND, succeededAt: NOW - 14 * SECOND })]],
  ])('%s', (_name, verdict, rows) => {
    expect(verdictOf(...rows)).toBe(verdict);
  });

  it('tells its counts over all processes, and why it failed last', () => {
    const [health] = judgeLoops(
      [
        loop({ failures: 2, failedAt: NOW - 90 * SECOND, error: 'older' }),
        loop({ process: 'b', failures: 1, failedAt: NOW - 9 * SECOND, error: 'newer' }),
      ],
      NOW,
    );
    expect(health).toMatchObject({ runs: 18, failures: 3, error: 'newer', processes: ['all a:1', 'b'] });
  });
});
