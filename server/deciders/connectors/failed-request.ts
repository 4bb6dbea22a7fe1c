/** What came back, before anybody has made sense of it. */
export type RawAnswer = { readonly status: number; readonly contentType: string; readonly text: string };

/** A request that brought no answer, in words for an admin: short, without what was sent. */
export class FailedRequest extends Error {
  /** Whether it speaks against the server: it is down, slow or failing. */
  readonly isServersFault: boolean;
  /** Nothing was answered, or the server asks to come again: another try is safe and may help. */
  readonly canBeRetried: boolean;
  readonly retryAfterMs: number | undefined;
  /** What the server said with its refusal, for a test of the connection. */
  readonly raw: RawAnswer | undefined;

  constructor(
    message: string,
    given: {
      readonly isServersFault: boolean;
      readonly canBeRetried?: boolean;
      readonly retryAfterMs?: number | undefined;
      readonly raw?: RawAnswer | undefined;
    },
  ) {
    super(message);
    this.isServersFault = given.isServersFault;
    this.canBeRetried = given.canBeRetried ?? false;
    this.retryAfterMs = given.retryAfterMs;
    this.raw = given.raw;
  }
}

const MAX_WAIT_MS = 60_000;

/** RFC 9110 section 10.2.3: seconds or a date; undefined where it is neither, or longer than anybody would wait. */
export function retryAfterMs(given: string | string[] | undefined, now: number): number | undefined {
  const text = Array.isArray(given) ? given[0] : given;
  if (text === undefined) return undefined;
  const wait = /^\d+$/.test(text) ? 1000 * Number(text) : Date.parse(text) - now;
  return Number.isFinite(wait) && wait <= MAX_WAIT_MS ? Math.max(0, wait) : undefined;
}
