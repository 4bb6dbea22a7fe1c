const DEADLINE_MS = 20_000;
const PAUSE_MS = 20;

/** Asks until there is an answer; the one way to wait for something that happens elsewhere. Fails after 20 seconds. */
export async function eventually<T>(ask: () => Promise<T | undefined>): Promise<T> {
  const deadline = performance.now() + DEADLINE_MS;
  for (;;) {
    const found = await ask();
    if (found !== undefined) return found;
    if (performance.now() > deadline) throw new Error('It did not happen within 20 seconds.');
    await new Promise((wake) => setTimeout(wake, PAUSE_MS));
  }
}
