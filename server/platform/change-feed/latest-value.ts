/**
 * A stream of which only the newest value matters: a slow reader misses what came in between, and nothing piles up. Has
 * one reader at a time; `return` ends it at once, also while `next` waits.
 */
export class LatestValue<T> implements AsyncIterableIterator<T> {
  private value: { readonly of: T } | undefined;
  private wake: (() => void) | undefined;
  private isClosed = false;

  constructor(private readonly onClose: () => void) {}

  push(value: T): void {
    this.value = { of: value };
    this.wake?.();
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.onClose();
    this.wake?.();
  }

  async next(): Promise<IteratorResult<T, undefined>> {
    while (!this.isClosed) {
      const { value } = this;
      this.value = undefined;
      if (value) return { done: false, value: value.of };
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
    return { done: true, value: undefined };
  }

  return(): Promise<IteratorResult<T, undefined>> {
    this.close();
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
