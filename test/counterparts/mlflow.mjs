import { spawn, spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mlflow } from '../../server/dist/deciders/connectors/mlflow.js';
import { httpConfigSchema } from '../../shared/dist/deciders/index.js';
import { askBoth, freePort, ready, SCHEMAS } from './served.mjs';

const [, , python, folder] = process.argv;
const bin = dirname(python);
const port = await freePort();
const home = join(folder, 'mlflow-model');
const made = spawnSync(python, [join(dirname(fileURLToPath(import.meta.url)), 'mlflow_model.py'), home]);
if (made.status !== 0) throw new Error(String(made.stderr));
const server = spawn(
  join(bin, 'mlflow'),
  ['models', 'serve', '-m', home, '-p', String(port), '-h', '127.0.0.1', '--env-manager', 'local'],
  // It looks for its own programs on the way.
  { stdio: ['ignore', 'pipe', 'pipe'], detached: true, env: { ...process.env, PATH: `${bin}:${process.env.PATH}` } },
);
let log = '';
server.stdout.on('data', (text) => (log += text));
server.stderr.on('data', (text) => (log += text));
try {
  const baseUrl = `http://127.0.0.1:${port}`;
  for (const format of ['dataframe_split', 'dataframe_records', 'instances', 'inputs']) {
    const output = { kind: 'scores', labels: ['low', 'high'] };
    const protocol = mlflow(httpConfigSchema.parse({ protocol: 'mlflow', baseUrl, format, output }), SCHEMAS);
    await ready(server, baseUrl + protocol.healthPath);
    await askBoth(baseUrl, protocol);
  }
  console.info('MLflow’s scoring server takes all four forms of a case and gives probabilities');
} catch (error) {
  console.error(log);
  throw error;
} finally {
  // With the workers that it started.
  process.kill(-server.pid);
}
