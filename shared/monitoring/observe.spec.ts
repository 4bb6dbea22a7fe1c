import { describe, expect, it } from 'vitest';
import { observeRequest } from './index.js';

describe('a request', () => {
  const seenOf = (totalMs: number | null): string[] => {
    const seen: string[] = [];
    const request = { projectId: 'p', at: 0, status: 200, totalMs, authMs: null };
    observeRequest(request, (metric, part) => seen.push(`${metric} ${part}`));
    return seen;
  };

  it('counts also where its caller waited for a person, though how long says nothing of the machine', () => {
    expect(seenOf(12)).toEqual(['software.requests ok', 'software.errors ', 'software.latency total']);
    expect(seenOf(null)).toEqual(['software.requests ok', 'software.errors ']);
  });
});
