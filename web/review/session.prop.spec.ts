import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReviewSession } from './review-session';
import { answeredToday, currentOf } from './session-state';
import type { Lost, Review, SessionState } from './session-types';
import { modelPorts, ModelServer, seeded, VirtualTime, type Network } from './session.support';

type World = {
  readonly server: ModelServer;
  readonly time: VirtualTime;
  readonly random: () => number;
  readonly tabs: readonly Tab[];
};
type Given = { readonly value: string; readonly reviewId: string };
type Run = {
  readonly seed: number;
  readonly answers: number;
  readonly lost: number;
  readonly repeated: number;
  readonly slow: number;
  /** Milliseconds for which nothing goes through, once in a while. */
  readonly outage: number;
  readonly tabs: number;
  /** Whether somebody else works on the same queue: who takes a skip back may find the case taken. */
  readonly isShared: boolean;
};

/** A tab and the person before it, who remembers all that they gave and all that they were told. */
class Tab {
  readonly given: Given[] = [];
  readonly told: Lost[] = [];
  readonly problems: string[] = [];
  readonly #seen = new Set<Lost>();
  readonly session: ReviewSession;

  constructor(
    readonly name: string,
    private readonly world: Omit<World, 'tabs'>,
    network: Network,
  ) {
    const { server, time, random } = world;
    const holder = { person: 'me', tab: name };
    this.session = new ReviewSession(modelPorts({ server, time, random, network, holder }));
    this.session.subscribe(() => this.#read(this.session.state()));
  }

  /** Whatever stands on screen is true at the moment at which it appears. */
  #read(state: SessionState): void {
    const { lost, problem } = state;
    const stored = this.world.server.answeredBy('me');
    const waiting = state.outbox.filter(({ kind, review }) => kind === 'answer' && !stored.includes(review.id));
    expect(answeredToday(state), 'no answer is counted twice').toBeLessThanOrEqual(stored.length + waiting.length);
    for (const one of lost) {
      if (this.#seen.has(one)) continue;
      this.#seen.add(one);
      this.told.push(one);
      const mine = this.world.server.labels.filter(
        ({ reviewId, person }) => reviewId === one.review.id && person === 'me',
      );
      expect({ said: one.message, mine }, 'a case is called lost that its reviewer has answered').toMatchObject({
        mine: [],
      });
    }
    if (problem && this.problems.at(-1) !== problem.message) this.problems.push(problem.message);
  }

  /** What a person does at a moment: mostly they answer what they see. */
  act(): void {
    const { session } = this;
    const state = session.state();
    const draw = this.world.random();
    const [lost] = state.lost;
    if (lost && !state.correcting) {
      if (lost.canBeTaken && draw < 0.5) void session.takeAgain(lost.review);
      else session.letGo();
      return;
    }
    if (draw < 0.06 && !state.correcting) return session.undo();
    const current = currentOf(state);
    if (!current) return;
    if (draw < 0.1 && !state.correcting) return session.skip(current, 'unsure');
    if (draw < 0.12) return session.stopCorrecting();
    this.#answer(current);
  }

  #answer(review: Review): void {
    const value = `${this.name} ${this.given.length}`;
    this.given.push({ value, reviewId: review.id });
    this.session.answer(review, { value, note: null, leadTimeMs: 1 });
  }
}

async function play(run: Run): Promise<World> {
  const random = seeded(run.seed);
  const time = new VirtualTime();
  const server = new ModelServer(time, run.answers * 2 + 20);
  const given = { server, time, random };
  const state = { isEnding: false };
  const isDown = (): boolean => !state.isEnding && run.outage > 0 && time.now % (run.outage * 4) > run.outage * 3;
  const network = {
    get lost() {
      return state.isEnding ? 0 : run.lost;
    },
    repeated: run.repeated,
    slow: run.slow,
    isDown,
  };
  const tabs = Array.from({ length: run.tabs }, (_, index) => new Tab(`t${index}`, given, network));
  for (const tab of tabs) tab.session.start();
  const hasEnough = (): boolean => tabs.reduce((sum, tab) => sum + tab.given.length, 0) >= run.answers;
  const think = (tab: Tab): void => {
    if (hasEnough()) return;
    tab.act();
    // Often faster than the network, now and then away from the desk.
    const pause = random() < 0.02 ? random() * 200_000 : random() * (random() < 0.5 ? 100 : 3000);
    time.later(pause, () => think(tab));
  };
  for (const tab of tabs) time.later(random() * 1000, () => think(tab));
  // Somebody else works on the same queue, and takes what runs out.
  const other = { person: 'other', tab: 'o' };
  const elsewhere = (): void => {
    if (hasEnough()) return;
    const [review] = server.claim(other, { count: 1 }).reviews;
    const answer = { kind: 'answer', key: `o${time.now}`, value: 'theirs', note: null, leadTimeMs: 1 } as const;
    if (review) server.send(other, { ...answer, review });
    time.later(2000 + random() * 20_000, elsewhere);
  };
  if (run.isShared) time.later(1000, elsewhere);
  expect(await time.run(hasEnough)).toBe(true);
  state.isEnding = true;
  const isQuiet = (): boolean => tabs.every((tab) => tab.session.state().outbox.length === 0);
  expect(await time.run(isQuiet), 'everything that was given has gone out').toBe(true);
  return { ...given, tabs };
}

/** Of each answer: how often it was stored. */
function storedOf({ server, tabs }: World): { readonly tab: Tab; readonly given: Given; readonly times: number }[] {
  return tabs.flatMap((tab) =>
    tab.given.map((given) => ({
      tab,
      given,
      times: server.labels.filter(({ value }) => value === given.value).length,
    })),
  );
}

const NETWORK = {
  seed: fc.nat(),
  lost: fc.double({ min: 0, max: 0.15, noNaN: true }),
  repeated: fc.double({ min: 0, max: 0.3, noNaN: true }),
  slow: fc.double({ min: 0, max: 0.1, noNaN: true }),
  tabs: fc.integer({ min: 1, max: 3 }),
};

describe('a session of 1,000 answers in two tabs, over a network that delays, loses and repeats', () => {
  it('stores each answer once, and says nothing that is not so', async () => {
    const world = await play({
      seed: 7,
      answers: 1000,
      lost: 0.05,
      repeated: 0.2,
      slow: 0.02,
      outage: 0,
      tabs: 2,
      isShared: false,
    });
    expect(storedOf(world).flatMap(({ given, times }) => (times === 1 ? [] : [{ ...given, times }]))).toEqual([]);
    expect(world.tabs.flatMap(({ told }) => told.map(({ review, message }) => [review.id, message]))).toEqual([]);
    expect(world.tabs.flatMap(({ problems }) => problems)).toEqual([]);
  });
});

describe('whatever the network does', () => {
  it('no answer is stored twice, and none is missing without its reviewer being told', async () => {
    const outage = fc.constantFrom(0, 20_000, 150_000);
    await fc.assert(
      fc.asyncProperty(fc.record({ ...NETWORK, outage }), async (network) => {
        const world = await play({ ...network, answers: 60, isShared: true });
        for (const { tab, given, times } of storedOf(world)) {
          const wasTold = tab.told.some(({ review }) => review.id === given.reviewId) || tab.problems.length > 0;
          expect([given, times], 'stored once, or told of').toEqual([given, times === 0 && wasTold ? 0 : 1]);
        }
      }),
      { numRuns: 40, seed: 20 },
    );
  });

  it('two tabs never hold one case', async () => {
    await fc.assert(
      fc.asyncProperty(fc.record(NETWORK), async (network) => {
        const { tabs } = await play({ ...network, tabs: 3, outage: 0, answers: 40, isShared: true });
        const answered = tabs.map(({ given }) => new Set(given.map(({ reviewId }) => reviewId)));
        const [a = new Set(), b = new Set(), c = new Set()] = answered;
        expect([...a].filter((id) => b.has(id) || c.has(id)).concat([...b].filter((id) => c.has(id)))).toEqual([]);
      }),
      { numRuns: 15, seed: 21 },
    );
  });
});

it('whoever leaves keeps no case, at whatever moment they do: not one that was just being asked for either', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(1_000_000), fc.integer({ min: 0, max: 4000 }), async (seed, leavesAt) => {
      const [random, time] = [seeded(seed), new VirtualTime()];
      const server = new ModelServer(time, 20);
      const network: Network = { lost: 0, repeated: 0, slow: 0, isDown: () => false };
      const tab = new Tab('t0', { server, time, random }, network);
      tab.session.start();
      const act = (): void => {
        tab.act();
        time.later(random() * 800, act);
      };
      const stop = time.later(random() * 800, act);
      time.later(leavesAt, () => tab.session.leave());
      const settled = leavesAt + 5000;
      time.later(settled, () => undefined);
      await time.run(() => time.now >= leavesAt);
      stop();
      tab.act = () => undefined;
      await time.run(() => time.now >= settled);
      const held = server.reviews.filter(({ isOpen, tab: by }) => isOpen && by === 't0').map(({ id }) => id);
      expect(held).toEqual([]);
    }),
    { numRuns: 150 },
  );
});
