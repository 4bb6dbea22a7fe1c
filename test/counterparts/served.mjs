import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { inputSchemaSchema, outputSchemaSchema } from '../../shared/dist/schema/index.js';

/** What the models of these tests are asked: two numbers, low or high. */
export const SCHEMAS = {
  inputSchema: inputSchemaSchema.parse({ fields: ['a', 'b'].map((name) => ({ name, type: 'number' })) }),
  outputSchema: outputSchemaSchema.parse({ kind: 'label', labels: [{ value: 'low' }, { value: 'high' }] }),
};

/** Asks a served model as a connector does, and holds its answers against what they must be. */
export async function askBoth(baseUrl, protocol) {
  for (const [input, value] of [
    [{ a: 0, b: 0 }, 'low'],
    [{ a: 9, b: 9 }, 'high'],
  ]) {
    const { path, method, body } = protocol.request(input);
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(baseUrl + path, { method, headers, body: JSON.stringify(body) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${JSON.stringify(body)}: ${answer.status} ${text}`);
    const said = protocol.read(JSON.parse(text));
    if (said.value !== value || !(said.confidence > 0.9 && said.confidence < 1)) throw new Error(JSON.stringify(said));
  }
}

/** Waits until a server that was started says that it is well. */
export async function ready(server, address) {
  for (let tries = 0; tries < 240 && server.exitCode === null; tries += 1) {
    const answer = await fetch(address).catch(() => null);
    if (answer?.ok) return;
    await wait(500);
  }
  throw new Error(`${address} does not come up.`);
}

export function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
