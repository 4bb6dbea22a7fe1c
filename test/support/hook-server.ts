import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

export type Hook = {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};
/** What is answered; `hang`: nothing, ever. */
export type Reply =
  'hang' | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string };

/** Takes webhooks over HTTP, keeps them in the order in which they came, and answers as it is told. */
export class HookServer {
  readonly seen: Hook[] = [];
  /** What the next ones to a path are answered, one after the other; 204 where nothing is said. */
  readonly replies = new Map<string, Reply[]>();
  private readonly waiting = new Set<ServerResponse>();

  private constructor(private readonly server: Server) {}

  static async start(): Promise<HookServer> {
    const server = createServer();
    const hooks = new HookServer(server);
    server.on('request', (request, reply) => void hooks.take(request, reply));
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    return hooks;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  of(path: string): Hook[] {
    return this.seen.filter((hook) => hook.path === path);
  }

  /** Cuts off whoever still waits for an answer. */
  cut(): void {
    for (const reply of this.waiting) reply.destroy();
    this.waiting.clear();
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  private async take(request: IncomingMessage, reply: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const path = request.url ?? '';
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    this.seen.push({ path, headers, body: Buffer.concat(chunks).toString() });
    const told = this.replies.get(path)?.shift() ?? { status: 204 };
    if (told === 'hang') return void this.waiting.add(reply);
    reply.writeHead(told.status, told.headers).end(told.body);
  }
}

/** The body of a webhook that is signed with the secret, by the verifier that Standard Webhooks hands out. @throws where it is not. */
export function verified({ headers, body }: Hook, secret: string): { type: string; data: Record<string, unknown> } {
  return new Webhook(secret).verify(body, { ...headers }) as { type: string; data: Record<string, unknown> };
}
