import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Turns } from './turns.js';

const NEVER = new AbortController().signal;
/** Lets everything happen that can happen now. */
const settle = (): Promise<void> => new Promise(setImmediate);

it('whoever asks behind has half of the places at most, and callers come first', async () => {
  const turns = new Turns(4);
  const got: string[] = [];
  const ends: (() => void)[] = [];
  const take = async (name: string, turn: Promise<() => void>): Promise<void> => {
    const end = await turn;
    got.push(name);
    ends.push(end);
  };
  const all = [1, 2, 3].map((n) => take(`behind ${n}`, turns.forBehind()));
  await settle();
  expect(got).toEqual(['behind 1', 'behind 2']);
  all.push(...[1, 2, 3].map((n) => take(`caller ${n}`, turns.forCaller(NEVER))));
  await settle();
  expect(got.slice(2)).toEqual(['caller 1', 'caller 2']);
  ends[0]?.();
  ends[0]?.();
  await settle();
  expect(got.slice(4)).toEqual(['caller 3']);
  ends[1]?.();
  await settle();
  expect(got.slice(5)).toEqual(['behind 3']);
  await Promise.all(all);
});

it('who gives up waiting takes no place', async () => {
  const turns = new Turns(1);
  const end = await turns.forCaller(NEVER);
  const late = new AbortController();
  const waits = turns.forCaller(late.signal);
  late.abort(new Error('too late'));
  await expect(waits).rejects.toThrow('too late');
  end();
  (await turns.forBehind())();
  await expect(turns.forCaller(AbortSignal.abort(new Error('before')))).rejects.toThrow('before');
  (await turns.forCaller(NEVER))();
});

it('never more at once than there are places, and everybody gets a turn, whatever the order', async () => {
  const kinds = fc.array(fc.constantFrom('caller', 'behind', 'gives up'), { maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(kinds, fc.integer({ min: 1, max: 5 }), async (given, most) => {
      const turns = new Turns(most);
      let [now, nowBehind, done] = [0, 0, 0];
      const work = given.map(async (kind) => {
        const abort = new AbortController();
        const turn = kind === 'behind' ? turns.forBehind() : turns.forCaller(abort.signal);
        if (kind === 'gives up') abort.abort(new Error('gone'));
        const end = await turn.catch(() => undefined);
        if (!end) return;
        now += 1;
        nowBehind += kind === 'behind' ? 1 : 0;
        expect(now).toBeLessThanOrEqual(most);
        expect(nowBehind).toBeLessThanOrEqual(Math.max(1, Math.floor(most / 2)));
        await settle();
        now -= 1;
        nowBehind -= kind === 'behind' ? 1 : 0;
        end();
        done += 1;
      });
      await Promise.all(work);
      expect(done).toBeGreaterThanOrEqual(given.filter((kind) => kind !== 'gives up').length);
    }),
    { numRuns: 200 },
  );
});
