import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MUTATIONS } from './mutations.mjs';

/**
 * Whether the laws can fail: breaks each on purpose in a copy of `shared` and wants its test to fail; the same test must
 * pass on the unbroken copy. Prints a table; exits with 1 if a mutation survives or no longer applies. With a word, only
 * the mutations of specs whose path holds it.
 */
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const LANES = 2;
const folder = mkdtempSync(join(tmpdir(), 'handrail-mutations-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const [, , word = ''] = process.argv;
const queue = [...MUTATIONS.keys()].filter((index) => MUTATIONS[index].spec.includes(word));
const rows = [];
await Promise.all(Array.from({ length: LANES }, (_, lane) => work(makeCopy(lane))));
rows.sort((a, b) => a.order - b.order);
console.table(rows.map(({ law, file, outcome }) => ({ law, file, outcome })));
const survivors = rows.filter(({ outcome }) => outcome !== 'killed').length;
console.info(`${rows.length - survivors} of ${rows.length} killed`);
process.exit(survivors === 0 ? 0 : 1);

function makeCopy(lane) {
  const copy = join(folder, String(lane));
  mkdirSync(copy);
  for (const name of ['shared', 'vitest.config.ts', 'tsconfig.base.json', 'package.json'])
    cpSync(join(ROOT, name), join(copy, name), {
      recursive: true,
      filter: (path) => !/[\\/](node_modules|dist)$/.test(path),
    });
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}

async function work(copy) {
  for (let order = queue.shift(); order !== undefined; order = queue.shift()) {
    const mutation = MUTATIONS[order];
    rows.push({ order, law: mutation.law, file: mutation.file, outcome: await outcomeOf(copy, mutation) });
  }
}

async function outcomeOf(copy, { file, spec, law, from, to }) {
  const path = join(copy, file);
  const text = readFileSync(path, 'utf8');
  if (!text.includes(from)) return 'does not apply';
  const passes = await isPassing(copy, spec, law);
  if (!passes) return 'fails unbroken';
  writeFileSync(
    path,
    text.replace(from, () => to),
  );
  const survives = await isPassing(copy, spec, law);
  writeFileSync(path, text);
  return survives ? 'SURVIVES' : 'killed';
}

function isPassing(copy, spec, law) {
  const name = law.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const parameters = ['run', '--project', 'unit', '--passWithNoTests=false', spec, '-t', name, '--reporter=json'];
  const child = spawn(process.execPath, [join(ROOT, 'node_modules', 'vitest', 'vitest.mjs'), ...parameters], {
    cwd: copy,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => {
      const { numPassedTests, numFailedTests } = JSON.parse(output.slice(output.indexOf('{')));
      if (numPassedTests + numFailedTests === 0) reject(new Error(`${spec}: no test is called “${law}”`));
      else resolve(numFailedTests === 0);
    });
  });
}
