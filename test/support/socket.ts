import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';

/** A browser's WebSocket to /graphql: the session's cookie and the page's origin; `more` are further headers. */
export function connectSocket(
  url: string,
  { cookie, origin = url, more = {} }: { cookie: string; origin?: string; more?: Readonly<Record<string, string>> },
): Client {
  class BrowserSocket extends WebSocket {
    constructor(address: string, protocols?: string | string[]) {
      super(address, protocols, { headers: { cookie, ...more }, origin });
    }
  }
  return createClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: BrowserSocket,
    retryAttempts: 0,
    lazyCloseTimeout: 0,
  });
}

/** The first thing that comes of a subscription or of what a socket was asked, a refusal as well; the socket is closed. */
export async function firstOf(client: Client, query: string, variables: Record<string, unknown> = {}): Promise<string> {
  const stream = client.iterate({ query, variables });
  try {
    return JSON.stringify((await stream.next()).value);
  } catch (error) {
    return JSON.stringify(error);
  } finally {
    await stream.return?.();
    await client.dispose();
  }
}
