/**
 * Asks until there is something other than undefined or false; the only waiting that tests do. It gives up before the
 * test's own time is over, which would say nothing. @throws Error naming what did not come.
 */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined | false> | T | undefined | false,
  seconds = 45,
): Promise<T> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const found = await ask();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > deadline) throw new Error(`After ${seconds} s still not: ${what}`);
    await new Promise((wake) => setTimeout(wake, 50));
  }
}
