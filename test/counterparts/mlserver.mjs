import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { oipV2 } from '../../server/dist/deciders/connectors/oip-v2.js';
import { httpConfigSchema } from '../../shared/dist/deciders/index.js';
import { askBoth, freePort, ready, SCHEMAS } from './served.mjs';

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
  const protocol = oipV2(config, SCHEMAS);
  await ready(server, config.baseUrl + protocol.healthPath);
  await askBoth(config.baseUrl, protocol);
  console.info('MLServer\u2019s scikit-learn runtime gives probabilities');
} catch (error) {
  console.error(log);
  throw error;
} finally {
  server.kill();
}
