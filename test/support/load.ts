import { claim, decide, submit, type Claimed, type Served, type World } from './world.js';

const LANES = 8;

/** What the product has acknowledged: it must be there whatever happens next. */
export type Acknowledged = {
  /** The case's id by its idempotency key. */
  readonly cases: Map<string, string>;
  /** Answered reviews. */
  readonly labels: string[];
  /** Answers of other kinds than success, by status. A broken connection is 0. */
  readonly refused: Map<number, number>;
};

export function loadBody(key: string): unknown {
  const confidence = 0.8 + (Number(key.split('-').at(-1)) % 20) / 100;
  return { input: { text: `case ${key}` }, predictions: [{ model: 'filter@1', value: 'spam', confidence }] };
}

/**
 * Sends cases over REST in several lanes while a reviewer answers what comes to them, until told to stop. Answers that
 * never came are not counted; the caller does not know what became of them.
 */
export class Load {
  readonly acknowledged: Acknowledged = { cases: new Map(), labels: [], refused: new Map() };
  private isStopped = false;
  private readonly lanes: Promise<void>[];

  constructor(
    private readonly world: World<Served>,
    private readonly name: string,
  ) {
    this.lanes = Array.from({ length: LANES }, (_, lane) => this.send(lane));
    this.lanes.push(this.review());
  }

  /** Stops to send, and waits for the answers under way. */
  async stop(): Promise<Acknowledged> {
    this.isStopped = true;
    await Promise.all(this.lanes);
    return this.acknowledged;
  }

  private async send(lane: number): Promise<void> {
    for (let number = 0; !this.isStopped; number += 1) {
      const key = `${this.name}-${lane}-${number}`;
      const status = await decide(this.world, loadBody(key), { 'idempotency-key': key }).then(
        ({ status, body }) => {
          if (status === 200 || status === 202) this.acknowledged.cases.set(key, body.id);
          return status;
        },
        () => 0,
      );
      if (status !== 200 && status !== 202) await this.refuse(status);
    }
  }

  private async review(): Promise<void> {
    while (!this.isStopped) {
      try {
        for (const review of await claim(this.world, this.world.reviewer)) await this.answer(review);
      } catch {
        await this.refuse(0);
      }
    }
  }

  private async answer(review: Claimed): Promise<void> {
    const { __typename } = await submit(this.world.reviewer, review, 'ham');
    if (__typename === 'SubmitLabelSuccess') this.acknowledged.labels.push(review.id);
  }

  /** Does not ask a server that is away as fast as it can. */
  private async refuse(status: number): Promise<void> {
    this.acknowledged.refused.set(status, (this.acknowledged.refused.get(status) ?? 0) + 1);
    await new Promise((wake) => setTimeout(wake, 20));
  }
}
