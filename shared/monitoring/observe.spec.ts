import { describe, expect, it } from 'vitest';
import { observeRequest } from './index.js';

describe('a request', () => {
  const seenOf = (given: { projectId?: null; status?: number | null; totalMs?: null }): string[] => {
    const seen: string[] = [];
    const request = { projectId: 'p', at: 0, status: 200, totalMs: 12, authMs: null, isUnread: false, ...given };
    observeRequest(request, (metric, part) => seen.push(`${metric} ${part}`));
    return seen;
  };

  it('counts also where its caller hung up, though how long says nothing of the machine', () => {
    expect(seenOf({})).toEqual(['software.requests ok', 'software.errors ', 'software.latency total']);
    expect(seenOf({ status: null, totalMs: null })).toEqual(['software.requests gone', 'software.errors ']);
  });

  it('of nobody counts for the server, by why it was turned away', () => {
    const why = [401, 403, 400, 413, 415, 503].map((status) => seenOf({ projectId: null, status }));
    expect(why).toEqual(
      ['no key', 'no key', 'unreadable', 'too large', 'unreadable', 'failed'].map((part) => [
        `software.turned_away ${part}`,
      ]),
    );
  });
});
