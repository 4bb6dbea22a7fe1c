import type { HttpConfig, VersionSecrets } from '@handrail/shared/deciders';
import {
  circuitBreaker,
  ConsecutiveBreaker,
  handleWhen,
  isBrokenCircuitError,
  type CircuitBreakerPolicy,
} from 'cockatiel';
import type { Dispatcher, Pool } from 'undici';
import {
  guardedPool,
  RefusedAddress,
  wordsOfFailure,
  type AddressRules,
  type Resolver,
} from '../../platform/outbound/index.js';
import { heardElsewhere } from '../../platform/failures/index.js';
import { tracedInside, type Carrier } from '../../platform/tracing/index.js';
import type { ProtocolRequest } from './http-protocol.js';
import { FailedRequest, retryAfterMs, type RawAnswer } from './failed-request.js';
import { authHeaders, redactor, secretHeader } from './authentication.js';

const BACKOFF_MS = 50;
const OURS = { accept: 'application/json', 'accept-encoding': 'identity', 'user-agent': 'Handrail' };

/**
 * Asks one version's server: kept connections, at most so many at a time, one budget for all tries, a breaker that leaves a
 * server alone that fails again and again. Redirects are not followed: they could lead anywhere.
 */
export class HttpClient {
  private readonly pool: Pool;
  private readonly breaker: CircuitBreakerPolicy;
  private readonly basePath: string;
  private readonly host: string;
  private readonly headers: Readonly<Record<string, string>>;
  /** Hides this version's secrets in a text that a server may have sent back. */
  readonly redact: (text: string) => string;

  constructor(
    private readonly config: HttpConfig,
    secrets: VersionSecrets,
    guard: { readonly rules: AddressRules; readonly resolver?: Resolver },
  ) {
    const { origin, pathname, hostname } = new URL(config.baseUrl);
    this.host = hostname;
    this.basePath = pathname.replace(/\/$/, '');
    this.pool = guardedPool(origin, { ...guard, connections: config.maxConcurrent });
    this.headers = { ...OURS, ...config.headers, ...authHeaders(config.auth, secrets) };
    this.redact = redactor(config.auth, secrets);
    const { failures, openMs } = config.breaker;
    this.breaker = circuitBreaker(
      handleWhen((error) => !(error instanceof FailedRequest) || error.isServersFault),
      { breaker: new ConsecutiveBreaker(failures), halfOpenAfter: openMs },
    );
  }

  /** The request as it goes out, for whoever is to see it: `masked` hides what is secret. */
  describe({ method, path, body }: ProtocolRequest): {
    method: string;
    url: string;
    headers: Record<string, string>;
    body: unknown;
  } {
    const secret = secretHeader(this.config.auth);
    const headers = { ...this.headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
    const masked = Object.entries(headers).map(([name, value]) => [name, name === secret ? '••••••' : value] as const);
    const { origin } = new URL(this.config.baseUrl);
    return { method, url: `${origin}${this.basePath}${path}`, headers: Object.fromEntries(masked), body };
  }

  /** @throws FailedRequest: in words, without secrets. */
  async send(request: ProtocolRequest, signal: AbortSignal): Promise<RawAnswer> {
    const budget = AbortSignal.any([signal, AbortSignal.timeout(this.config.timeoutMs)]);
    try {
      return await this.breaker.execute(() => this.tries(request, budget));
    } catch (error) {
      if (isBrokenCircuitError(error))
        throw new FailedRequest('left alone: it failed several times in a row', { isServersFault: false });
      if (error instanceof FailedRequest) throw error;
      throw new FailedRequest(budget.aborted ? `no answer within ${this.config.timeoutMs} ms` : wordsOfFailure(error), {
        isServersFault: true,
      });
    }
  }

  /** Asks whether the server says that it is ready: the status it answers with. @throws FailedRequest. */
  async health(path: string, signal: AbortSignal): Promise<number> {
    try {
      return (await this.once({ method: 'GET', path }, signal)).status;
    } catch (error) {
      const failure = this.named(error, signal);
      if (failure.raw) return failure.raw.status;
      throw failure;
    }
  }

  async close(): Promise<void> {
    await this.pool.destroy();
  }

  private async tries(request: ProtocolRequest, budget: AbortSignal): Promise<RawAnswer> {
    for (let retriesLeft = this.config.retries; ; retriesLeft -= 1) {
      try {
        return await this.once(request, budget);
      } catch (error) {
        const failure = this.named(error, budget);
        if (retriesLeft <= 0 || !failure.canBeRetried || budget.aborted) throw failure;
        // Full jitter: whoever failed together does not come back together.
        await pause(
          failure.retryAfterMs ?? Math.random() * BACKOFF_MS * 2 ** (this.config.retries - retriesLeft),
          budget,
        );
      }
    }
  }

  private named(error: unknown, budget: AbortSignal): FailedRequest {
    if (error instanceof FailedRequest) return error;
    if (budget.aborted)
      return new FailedRequest(`no answer within ${this.config.timeoutMs} ms`, { isServersFault: true });
    if (error instanceof RefusedAddress) return new FailedRequest(error.message, { isServersFault: false });
    return new FailedRequest(wordsOfFailure(error), { isServersFault: true, canBeRetried: true });
  }

  private once(request: ProtocolRequest, signal: AbortSignal): Promise<RawAnswer> {
    const describe = () =>
      ({
        name: request.method,
        kind: 'client',
        attributes: { 'http.request.method': request.method, 'server.address': this.host },
      }) as const;
    return tracedInside(describe, async (span) => {
      const answer = await this.exchange(request, { signal, trace: span?.carrier });
      span?.set({ 'http.response.status_code': answer.status });
      return answer;
    });
  }

  private async exchange(
    { method, path, body }: ProtocolRequest,
    { signal, trace }: { signal: AbortSignal; trace: Carrier | undefined },
  ): Promise<RawAnswer> {
    const answer = await this.pool.request({
      method,
      path: `${this.basePath}${path}`,
      headers: { ...this.headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...trace },
      body: body === undefined ? null : JSON.stringify(body),
      signal,
    });
    const text = await this.readCapped(answer);
    const { statusCode: status, headers } = answer;
    const raw = { status, contentType: String(headers['content-type'] ?? 'no content type'), text };
    if (status >= 300) throw failureOf(raw, headers['retry-after'], this.redact(saidIn(text)));
    return raw;
  }

  /** Reads while it counts; what is too long is cut off where it becomes so. */
  private async readCapped({ body, headers }: Dispatcher.ResponseData): Promise<string> {
    const most = this.config.maxResponseBytes;
    const tooLong = (): FailedRequest =>
      new FailedRequest(`the answer is longer than ${most} bytes`, { isServersFault: false });
    const chunks: Buffer[] = [];
    let length = 0;
    if (Number(headers['content-length'] ?? 0) > most) {
      // A stream that is given up says so as an error, which nobody else waits for.
      heardElsewhere(body).destroy();
      throw tooLong();
    }
    for await (const chunk of body as AsyncIterable<Buffer>) {
      length += chunk.length;
      // Leaving the loop destroys the stream, and with it the connection.
      if (length > most) throw tooLong();
      chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString('utf8');
  }
}

function failureOf(raw: RawAnswer, retryAfter: string | string[] | undefined, said: string): FailedRequest {
  const { status } = raw;
  if (status < 400)
    return new FailedRequest(`HTTP ${status}: it wants to redirect, which is not followed`, {
      isServersFault: false,
      raw,
    });
  const wait = status === 429 || status === 503 ? retryAfterMs(retryAfter, Date.now()) : undefined;
  return new FailedRequest(`HTTP ${status}${said}`, {
    isServersFault: status >= 500 || status === 429,
    canBeRetried: wait !== undefined,
    retryAfterMs: wait,
    raw,
  });
}

/** The protocols say what went wrong in `error`, `message` or `detail`. */
function saidIn(text: string): string {
  try {
    const parsed = JSON.parse(text) as Record<string, unknown> | null;
    const said = [parsed?.['error'], parsed?.['message'], parsed?.['detail']].find((part) => typeof part === 'string');
    return typeof said === 'string' ? `: ${said.slice(0, 200)}` : '';
  } catch {
    // Words of a proxy or a web server; the status says the rest.
    return '';
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        reject(new Error('the time is over'));
      },
      { once: true },
    );
  });
}
