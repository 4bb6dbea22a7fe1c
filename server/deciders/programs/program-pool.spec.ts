import { rulesConfigSchema } from '@handrail/shared/deciders';
import { afterAll, describe, expect, it } from 'vitest';
import { ProgramPool } from './program-pool.js';

const programs = new ProgramPool();
afterAll(() => programs.onApplicationShutdown());

/** Doubles `start` so many times. */
const doubled = (start: string, times: number): string => `$reduce([1..${times}],function($i,$j){$i & $i},${start})`;

describe('a mapping', () => {
  it.each([
    ['a small graph that unfolds to 2²⁷ values', '$reduce([1..27],function($i,$j){{"a":$i,"b":$i}},{"x":1})'],
    ['the same as a list', '$reduce([1..27],function($i,$j){[[$i],[$i]]},[1])'],
    ['the same as a text', '$string($reduce([1..27],function($i,$j){{"a":$i,"b":$i}},{"x":1}))'],
    ['a text in 2²⁷ pieces, which ends the engine itself', `$count($split(${doubled('"abcdefgh"', 24)}, ""))`],
    ['a replacement as long as 2⁴⁴', `$replace(${doubled('"ab"', 22)}, "a", ${doubled('"ab"', 22)})`],
    ['a long sort', `$sort($split(${doubled('"a "', 18)}, " "), function($l, $r) { true })`],
    ['a long text', doubled('"abcdefgh"', 20)],
    ['a million values', '$map([1..1000], function($v) { [1..1000] })'],
    ['recursion', '($f := function($n) { 1 + $f($n + 1) }; $f(0))'],
  ])('of %s ends, and the next one is answered', async (_name, value) => {
    const runner = programs.runner();
    const outcome = await runner.map({ value }, '{}').catch((error: unknown) => error);
    if (outcome instanceof Error) expect(outcome.message).toMatch(/^stopped: it took too long/);
    else expect(outcome).toEqual({ failed: 'value', reason: expect.any(String) });
    expect(await programs.runner().map({ value: 'label' }, '{"label":"spam"}')).toEqual({ found: { value: 'spam' } });
  });

  it('that is stopped again and again is left alone, and no other', async () => {
    const runner = programs.runner();
    const hog = { value: `$count($split(${doubled('"abcdefgh"', 24)}, ""))` };
    for (let time = 0; time < 3; time += 1) await expect(runner.map(hog, '{}')).rejects.toThrow('stopped');
    await expect(runner.map(hog, '{}')).rejects.toThrow('left alone');
    expect(await programs.runner().map({ value: '1 + 1' }, '{}')).toEqual({ found: { value: 2 } });
  });

  it('gives what JSON would hold', async () => {
    const mapping = { value: '{"list": [1, a], "none": missing}', list: 'b.c' };
    expect(await programs.runner().map(mapping, '{"a":"x","b":[{"c":1},{"c":2}]}')).toEqual({
      found: { value: { list: [1, 'x'] }, list: [1, 2] },
    });
  });
});

describe('a decision table', () => {
  const table = (rows: number, words: number) =>
    rulesConfigSchema.parse({
      rows: Array.from({ length: rows }, () => ({
        when: [
          {
            field: 'text',
            operator: 'contains_any',
            value: Array.from({ length: words }, () => `${'a'.repeat(499)}b`),
          },
        ],
        then: { value: 'spam', confidence: 1 },
      })),
      otherwise: { value: 'ham', confidence: 0.5 },
    });

  it('that would look for hours is stopped', async () => {
    const input = { text: 'a'.repeat(1_000_000) };
    await expect(programs.runner().rules(table(500, 200), input)).rejects.toThrow('stopped: it took too long');
  });

  it('answers alike in place and in a process of its own', async () => {
    const few = table(2, 2);
    const long = { text: `${'x'.repeat(20_000)}${'a'.repeat(499)}B` };
    const short = { text: `${'a'.repeat(499)}b` };
    expect((await programs.runner().rules(few, long)).value).toBe('spam');
    expect((await programs.runner().rules(few, short)).value).toBe('spam');
    expect((await programs.runner().rules(few, { text: 'x' })).value).toBe('ham');
  });
});
