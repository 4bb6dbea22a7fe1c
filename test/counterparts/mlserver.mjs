import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { oipV2 } from '../../server/dist/deciders/connectors/oip-v2.js';
import { httpConfigSchema } from '../../shared/dist/deciders/index.js';
import { inputSchemaSchema, outputSchemaSchema } from '../../shared/dist/schema/index.js';

const [, , python, folder] = process.argv;
const port = await freePort();
const home = mkdtempSync(join(folder, 'mlserver-'));
const made = spawnSync(python, [
  join(dirname(fileURLToPath(import.meta.url)), 'mlserver_model.py'),
  home,
  String(port),
]);
if (made.status !== 0) throw new Error(String(made.stderr));
const server = spawn(join(dirname(python), 'mlserver'), ['start', home], { stdio: ['ignore', 'pipe', 'pipe'] });
let log = '';
server.stdout.on('data', (text) => (log += text));
server.stderr.on('data', (text) => (log += text));
try {
  const config = httpConfigSchema.parse({
    protocol: 'oip_v2',
    baseUrl: `http://127.0.0.1:${port}`,
    model: 'm',
    inputs: [{ name: 'x', datatype: 'FP64', shape: 'row', fields: ['a', 'b'] }],
    output: { kind: 'scores', at: 'predict_proba', labels: ['low', 'high'] },
  });
  const schemas = {
    inputSchema: inputSchemaSchema.parse({ fields: ['a', 'b'].map((name) => ({ name, type: 'number' })) }),
    outputSchema: outputSchemaSchema.parse({ kind: 'label', labels: [{ value: 'low' }, { value: 'high' }] }),
  };
  const protocol = oipV2(config, schemas);
  await ready(config.baseUrl + protocol.healthPath);
  for (const [input, value] of [
    [{ a: 0, b: 0 }, 'low'],
    [{ a: 9, b: 9 }, 'high'],
  ]) {
    const { path, method, body } = protocol.request(input);
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(config.baseUrl + path, { method, headers, body: JSON.stringify(body) });
    const said = protocol.read(await answer.json());
    if (said.value !== value || !(said.confidence > 0.9 && said.confidence < 1)) throw new Error(JSON.stringify(said));
  }
  console.info('MLServer\u2019s scikit-learn runtime gives probabilities');
} catch (error) {
  console.error(log);
  throw error;
} finally {
  server.kill();
}

async function ready(address) {
  for (let tries = 0; tries < 120 && server.exitCode === null; tries += 1) {
    const answer = await fetch(address).catch(() => null);
    if (answer?.ok) return;
    await wait(500);
  }
  throw new Error('MLServer does not come up.');
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = probe.address();
      probe.close(() => resolve(free));
    });
  });
}
