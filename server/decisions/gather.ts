type Waiting<T, R> = {
  readonly item: T;
  readonly resolve: (result: R) => void;
  readonly reject: (error: unknown) => void;
};

/**
 * Gathers what arrives at the same time: items are handed on together, each caller gets its own result when the whole
 * group is stored. At most `lanes` groups are under way; what comes meanwhile forms the next group, so groups grow with
 * load by themselves and a lone item never waits.
 */
export class Gather<T, R> {
  private waiting: Waiting<T, R>[] = [];
  private underWay = 0;

  constructor(
    private readonly store: (items: readonly T[]) => Promise<readonly R[]>,
    private readonly limits: { readonly lanes: number; readonly groupSize: number; readonly backlog: number },
    /** Whether a failure leaves open what was stored: then the group is not stored again. */
    private readonly isUncertain: (error: unknown) => boolean = () => false,
  ) {}

  /** Whether so much waits that a new item should be refused. */
  get isFull(): boolean {
    return this.waiting.length >= this.limits.backlog;
  }

  add(item: T): Promise<R> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      // After the events of this turn: requests read from the sockets together are stored together.
      setImmediate(() => this.next());
    });
  }

  private next(): void {
    if (this.underWay >= this.limits.lanes || this.waiting.length === 0) return;
    const group = this.waiting.splice(0, this.limits.groupSize);
    this.underWay += 1;
    this.run(group)
      .catch((error: unknown) => group.forEach(({ reject }) => reject(error)))
      .finally(() => {
        this.underWay -= 1;
        this.next();
      });
  }

  private async run(group: readonly Waiting<T, R>[]): Promise<void> {
    try {
      const results = await this.store(group.map(({ item }) => item));
      // `store` answers in the order of its items.
      group.forEach(({ resolve }, index) => resolve(results[index] as R));
    } catch (error) {
      if (group.length === 1 || this.isUncertain(error)) return group.forEach(({ reject }) => reject(error));
      // One bad item must not take its neighbours down: each gets its own try.
      for (const one of group) await this.run([one]);
    }
  }
}
