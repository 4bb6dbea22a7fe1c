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

const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens at its address',
  ECONNRESET: 'it broke the connection off',
  EPIPE: 'it broke the connection off',
  ENOTFOUND: 'its host name is not known',
  EAI_AGAIN: 'its host name cannot be looked up now',
  EHOSTUNREACH: 'its host cannot be reached',
  ENETUNREACH: 'its network cannot be reached',
  ETIMEDOUT: 'its host does not answer',
  UND_ERR_CONNECT_TIMEOUT: 'its host does not answer',
  UND_ERR_SOCKET: 'it broke the connection off',
  UND_ERR_HEADERS_TIMEOUT: 'it does not answer',
  UND_ERR_BODY_TIMEOUT: 'it stopped in the middle of its answer',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by itself',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host',
};

/** What a broken connection is called. Never the error's own message, which may hold what was sent. */
export function wordsOfFailure(error: unknown): string {
  const code = codeOf(error);
  return (
    WORDS[code] ?? (code.startsWith('HPE_') ? 'it does not speak HTTP' : `the request failed${code && ` (${code})`}`)
  );
}

/** Name servers and the racing of two address families wrap what happened. */
function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  if ('errors' in error && Array.isArray(error.errors)) return codeOf(error.errors[0]);
  return 'cause' in error ? codeOf(error.cause) : '';
}

const MAX_WAIT_MS = 60_000;

/** RFC 9110 section 10.2.3: seconds or a date; undefined where it is neither, or longer than anybody would wait. */
export function retryAfterMs(given: string | string[] | undefined, now: number): number | undefined {
  const text = Array.isArray(given) ? given[0] : given;
  if (text === undefined) return undefined;
  const wait = /^\d+$/.test(text) ? 1000 * Number(text) : Date.parse(text) - now;
  return Number.isFinite(wait) && wait <= MAX_WAIT_MS ? Math.max(0, wait) : undefined;
}
