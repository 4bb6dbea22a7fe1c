import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Json = Record<string, unknown>;
type Seen = { method: string; path: string; headers: IncomingMessage['headers']; body: unknown };
type Handler = (given: { body: Json; request: IncomingMessage; reply: ServerResponse; seen: Seen }) => void;

/** What the model thinks of a text. */
function spamProbability(text: unknown): number {
  return String(text).includes('free') ? 0.9 : 0.2;
}

/**
 * A model behind HTTP that speaks each protocol to the letter of its specification, refusing requests that do not, and
 * every ugly way in which a model can fail.
 */
export class ModelServer {
  /** Every request, oldest first. */
  readonly seen: Seen[] = [];
  /** While true `/flaky` answers 500. */
  isBroken = false;
  /** How many requests `/once` has still to break off. */
  resetsLeft = 0;
  private readonly open = new Map<string, { now: number; most: number }>();

  private constructor(private readonly server: Server) {}

  static async start(): Promise<ModelServer> {
    const server = createServer();
    const model = new ModelServer(server);
    server.on('request', (request: IncomingMessage, reply: ServerResponse) => void model.handle(request, reply));
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    return model;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  timesAsked(path: string): number {
    return this.seen.filter((seen) => seen.path === path).length;
  }

  /** The most requests to a path that were under way at once. */
  mostAtOnce(path: string): number {
    return this.open.get(path)?.most ?? 0;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }

  private async handle(request: IncomingMessage, reply: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const body = (text === '' ? {} : JSON.parse(text)) as Json;
    const path = request.url ?? '';
    const seen = { method: request.method ?? '', path, headers: request.headers, body };
    this.seen.push(seen);
    const open = this.open.get(path) ?? { now: 0, most: 0 };
    this.open.set(path, open);
    open.now += 1;
    open.most = Math.max(open.most, open.now);
    reply.on('close', () => (open.now -= 1));
    const handler = this.routes[`${seen.method} ${path.split('?')[0]}`];
    if (handler) handler({ body, request, reply, seen });
    else send(reply, 404, { error: 'not found' });
  }

  private readonly routes: Readonly<Record<string, Handler>> = {
    'GET /v2/models/m/ready': ({ reply }) => send(reply, 200, {}),
    'POST /v2/models/m/infer': ({ body, reply }) => {
      const inputs = body['inputs'] as { name: string; shape: number[]; datatype: string; data: unknown[] }[];
      const [text, amount] = inputs ?? [];
      const isWhole = inputs?.every(({ shape, data }) => shape.reduce((size, one) => size * one, 1) === data.length);
      if (!isWhole || text?.datatype !== 'BYTES' || amount?.datatype !== 'FP32')
        return send(reply, 400, { error: 'unexpected shape or datatype for input' });
      const spam = spamProbability(text.data[0]);
      send(reply, 200, {
        model_name: 'm',
        model_version: '1',
        id: 'x',
        outputs: [
          { name: 'probabilities', datatype: 'FP32', shape: [1, 2], data: [spam, 1 - spam] },
          { name: 'label', datatype: 'INT64', shape: [1], data: [spam > 0.5 ? 0 : 1] },
        ],
      });
    },
    'GET /v1/models/m': ({ reply }) => send(reply, 200, { name: 'm', ready: true }),
    'POST /v1/models/m:predict': ({ body, reply }) => {
      const instances = body['instances'];
      if (!Array.isArray(instances)) return send(reply, 400, { error: 'Expected "instances"' });
      const predictions = (instances as Json[]).map((instance) => {
        const spam = spamProbability(instance['text']);
        return { label: spam > 0.5 ? 'spam' : 'ham', probability: Math.max(spam, 1 - spam) };
      });
      send(reply, 200, { predictions });
    },
    'GET /health': ({ reply }) => send(reply, 200, {}),
    'POST /invocations': ({ body, reply }) => {
      const forms = ['dataframe_split', 'dataframe_records', 'instances', 'inputs'].filter((form) => form in body);
      if (forms.length !== 1)
        return send(reply, 400, { error_code: 'BAD_REQUEST', message: 'exactly one of the formats' });
      const split = body['dataframe_split'] as { columns: string[]; data: unknown[][] } | undefined;
      const text = split
        ? split.data[0]?.[split.columns.indexOf('text')]
        : (Object.values(body)[0] as Json[])[0]?.['text'];
      const spam = spamProbability(text);
      send(reply, 200, { predictions: [[spam, 1 - spam]] });
    },
    'POST /v1/chat/completions': ({ body, reply }) => {
      const format = body['response_format'] as { type?: string; json_schema?: { strict?: boolean } } | undefined;
      if (format?.type !== 'json_schema' || format.json_schema?.strict !== true || body['logprobs'] !== true)
        return send(reply, 400, { error: { message: 'bad request' } });
      const [, user] = body['messages'] as { content: string }[];
      send(reply, 200, chatAnswer(spamProbability(user?.content)));
    },
    'POST /hf': ({ body, reply }) => {
      const spam = spamProbability(body['inputs']);
      send(reply, 200, [
        [
          { label: 'LABEL_1', score: spam },
          { label: 'LABEL_0', score: 1 - spam },
        ],
      ]);
    },
    'POST /score': ({ body, reply }) => {
      const spam = spamProbability(body['content']);
      send(reply, 200, {
        result: { verdict: spam > 0.5 ? 'spam' : 'ham', sure: spam > 0.5 ? spam : 1 - spam },
        classes: [
          { label: 'spam', score: spam },
          { label: 'ham', score: 1 - spam },
        ],
        why: [{ field: 'text', start: 0, end: 4, weight: 0.7 }],
      });
    },
    'GET /score': ({ reply, request }) => {
      const text = new URL(request.url ?? '', 'http://x').searchParams.get('q');
      send(reply, 200, { result: { verdict: 'ham', sure: 0.8 }, text });
    },
    'POST /flaky': ({ reply }) =>
      this.isBroken
        ? send(reply, 500, { error: 'out of order' })
        : send(reply, 200, { value: 'ham', confidence: 0.95 }),
    'POST /once': ({ reply, request }) => {
      if (this.resetsLeft > 0) {
        this.resetsLeft -= 1;
        request.socket.resetAndDestroy();
      } else send(reply, 200, { value: 'ham', confidence: 0.95 });
    },
    'POST /echo': ({ reply, seen }) => send(reply, 400, { error: `bad token ${JSON.stringify(seen.headers)}` }),
    'POST /busy': ({ reply }) => void setTimeout(() => send(reply, 200, { value: 'ham', confidence: 0.6 }), 40),
    'POST /ugly/html': ({ reply }) => {
      reply.writeHead(200, { 'content-type': 'text/html' });
      reply.end('<!doctype html><h1>Welcome to nginx</h1>');
    },
    'POST /ugly/30mb': ({ reply }) => {
      reply.writeHead(200, { 'content-type': 'application/json' });
      const chunk = Buffer.alloc(64 * 1024, 'x');
      let left = 480;
      const more = (): void => {
        while (left > 0 && !reply.destroyed) {
          left -= 1;
          if (!reply.write(chunk)) return void reply.once('drain', more);
        }
        reply.end('"');
      };
      reply.write('"');
      more();
    },
    'POST /ugly/30mb-told': ({ reply }) => {
      reply.writeHead(200, { 'content-type': 'application/json', 'content-length': '31457280' });
      reply.write('"'.padEnd(65_536, 'x'));
    },
    'POST /ugly/nan': ({ reply }) => raw(reply, '{"value": "spam", "confidence": NaN}'),
    'POST /ugly/null': ({ reply }) => raw(reply, 'null'),
    'POST /ugly/null-value': ({ reply }) => send(reply, 200, { value: null, confidence: 0.9 }),
    'POST /ugly/unknown-label': ({ reply }) => send(reply, 200, { value: 'eggs', confidence: 0.9 }),
    'POST /ugly/two-labels': ({ reply }) => send(reply, 200, { value: ['spam', 'ham'], confidence: 0.9 }),
    'POST /ugly/confidence-2': ({ reply }) => send(reply, 200, { value: 'spam', confidence: 2 }),
    'POST /ugly/no-confidence': ({ reply }) => send(reply, 200, { value: 'spam' }),
    'POST /ugly/text-confidence': ({ reply }) => send(reply, 200, { value: 'spam', confidence: '0.9' }),
    'POST /ugly/empty': ({ reply }) => raw(reply, ''),
    'POST /ugly/deep': ({ reply }) => raw(reply, '['.repeat(20_000) + ']'.repeat(20_000)),
    'POST /unhurried': ({ reply }) => void setTimeout(() => send(reply, 200, { value: 'spam', confidence: 0.9 }), 100),
    'POST /ugly/slow': ({ reply }) => void setTimeout(() => send(reply, 200, { value: 'spam', confidence: 1 }), 1500),
    'POST /ugly/never': () => undefined,
    'POST /ugly/half': ({ reply }) => {
      reply.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
      reply.write('{"value":');
    },
    'POST /ugly/reset': ({ request }) => request.socket.resetAndDestroy(),
    'POST /ugly/429': ({ reply }) => send(reply, 429, { error: 'slow down' }, { 'retry-after': '3600' }),
    'POST /ugly/503': ({ reply }) => send(reply, 503, { error: 'loading' }, { 'retry-after': '0' }),
    'POST /ugly/redirect': ({ reply }) =>
      send(reply, 307, {}, { location: 'http://169.254.169.254/latest/meta-data/' }),
  };
}

function send(reply: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  reply.writeHead(status, { 'content-type': 'application/json', ...headers });
  reply.end(JSON.stringify(body));
}

function raw(reply: ServerResponse, text: string): void {
  reply.writeHead(200, { 'content-type': 'application/json' });
  reply.end(text);
}

/** Tokens as a tokenizer would cut them: `spam` is two, and `s` may also begin nothing else. */
function chatAnswer(spam: number): Json {
  const isSpam = spam > 0.5;
  const token = (text: string, probability: number, others: [string, number][] = []): Json => ({
    token: text,
    logprob: Math.log(probability),
    bytes: null,
    top_logprobs: [[text, probability] as const, ...others].map(([other, one]) => ({
      token: other,
      logprob: Math.log(one),
      bytes: null,
    })),
  });
  // 2 % of the mass goes to what is no label at all; it must not count.
  const [first, rest, other] = isSpam ? ['sp', 'am', 'ham'] : ['ha', 'm', 'spam'];
  const mass = isSpam ? spam : 1 - spam;
  const content = [
    token('{"', 1),
    token('value', 1),
    token('":"', 1),
    token(first ?? '', mass * 0.98, [
      [other ?? '', (1 - mass) * 0.98],
      ['eggs', 0.02],
    ]),
    token(rest ?? '', 1),
    token('"}', 1),
  ];
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    choices: [
      {
        index: 0,
        finish_reason: 'stop',
        message: { role: 'assistant', content: `{"value":"${isSpam ? 'spam' : 'ham'}"}`, refusal: null },
        logprobs: { content, refusal: null },
      },
    ],
    usage: { prompt_tokens: 20, completion_tokens: 6, total_tokens: 26 },
  };
}
