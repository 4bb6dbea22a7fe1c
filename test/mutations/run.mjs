import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { prepare } from '../../tools/prepare.mjs';
import { MUTATIONS } from './mutations.mjs';

/**
 * Whether the laws can fail: breaks each on purpose in a copy and wants its test to fail; the same test must pass on the
 * unbroken copy. What is broken in `shared` runs from its source, what is broken in `server` from the copy's build.
 * Arguments choose: those whose law, file or spec holds one of the words. Prints a table; exits with 1 if a mutation survives
 * or no longer applies.
 */
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const LANES = 2;
const COPIED = [
  'shared',
  'server',
  'migrations',
  'test',
  'tools',
  'docs',
  'schema.graphql',
  'vitest.config.ts',
  'tsconfig.base.json',
  'package.json',
];
/** Nothing is installed or built in a copy. */
const NO_PREPARATION = 'export function prepare() {}\n';

const words = process.argv.slice(2).map((word) => word.toLowerCase());
const chosen = MUTATIONS.filter(({ law, file, spec }) => {
  const name = `${file} ${spec} ${law}`.toLowerCase();
  return words.length === 0 || words.some((word) => name.includes(word));
});
if (chosen.length === 0) {
  process.stderr.write(`No mutation's law, file or spec holds ${words.join(' or ')}.\n`);
  process.exit(1);
}
prepare();
const folder = mkdtempSync(join(tmpdir(), 'handrail-mutations-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const queue = [...chosen.keys()];
const unbroken = new Map();
const rows = [];
await Promise.all(Array.from({ length: Math.min(LANES, chosen.length) }, (_, lane) => work(makeCopy(lane))));
rows.sort((a, b) => a.order - b.order);
console.table(rows.map(({ law, file, outcome }) => ({ law, file, outcome })));
const survivors = rows.filter(({ outcome }) => outcome !== 'killed').length;
console.info(`${rows.length - survivors} of ${rows.length} killed`);
process.exit(survivors === 0 ? 0 : 1);

function makeCopy(lane) {
  const copy = join(folder, String(lane));
  mkdirSync(copy);
  for (const name of COPIED)
    cpSync(join(ROOT, name), join(copy, name), { recursive: true, filter: (path) => !/[\\/]node_modules$/.test(path) });
  for (const name of ['.', 'server'])
    if (existsSync(join(ROOT, name, 'node_modules')))
      symlinkSync(join(ROOT, name, 'node_modules'), join(copy, name, 'node_modules'));
  writeFileSync(join(copy, 'tools', 'prepare.mjs'), NO_PREPARATION);
  return copy;
}

async function work(copy) {
  for (let order = queue.shift(); order !== undefined; order = queue.shift()) {
    const mutation = chosen[order];
    rows.push({ order, law: mutation.law, file: mutation.file, outcome: await outcomeOf(copy, mutation) });
  }
}

async function outcomeOf(copy, { file, spec, law, from, to }) {
  const text = readFileSync(join(ROOT, file), 'utf8');
  if (!text.includes(from)) return 'does not apply';
  if ((await ofUnbroken(copy, spec, law)) !== 'passes') return 'fails unbroken';
  const broken = text.replace(from, () => to);
  const [path, code] = file.startsWith('server/') ? built(copy, file, broken) : [join(copy, file), broken];
  const whole = readFileSync(path, 'utf8');
  writeFileSync(path, code);
  const result = await test(copy, spec, law);
  writeFileSync(path, whole);
  return { passes: 'SURVIVES', fails: 'killed', 'does not run': 'DOES NOT RUN' }[result];
}

/** The copy's file that Node runs, and what is in it when the source is `text`. */
function built(copy, file, text) {
  const options = ts.readConfigFile(join(ROOT, 'tsconfig.base.json'), ts.sys.readFile).config.compilerOptions;
  const more = ts.readConfigFile(join(ROOT, 'server', 'tsconfig.json'), ts.sys.readFile).config.compilerOptions;
  const { options: compilerOptions } = ts.convertCompilerOptionsFromJson(
    { ...options, ...more, module: 'ESNext', moduleResolution: 'Bundler' },
    ROOT,
  );
  const { outputText } = ts.transpileModule(text, { compilerOptions, fileName: file });
  return [join(copy, 'server', 'dist', file.replace(/^server\//, '').replace(/\.ts$/, '.js')), outputText];
}

function ofUnbroken(copy, spec, law) {
  const key = `${spec} ${law}`;
  const known = unbroken.get(key) ?? test(copy, spec, law);
  unbroken.set(key, known);
  return known;
}

/** `fails` only where a test of this law has failed: code that cannot even be loaded shows nothing. */
function test(copy, spec, law) {
  const name = law.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const project = spec.startsWith('test/') ? 'system' : 'unit';
  const parameters = ['run', '--project', project, '--passWithNoTests=false', spec, '-t', name, '--reporter=json'];
  const child = spawn(process.execPath, [join(ROOT, 'node_modules', 'vitest', 'vitest.mjs'), ...parameters], {
    cwd: copy,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => {
      const { numPassedTests, numFailedTests, success } = JSON.parse(output.slice(output.indexOf('{"num')));
      if (success && numPassedTests === 0) reject(new Error(`${spec}: no test is called “${law}”`));
      else resolve(success ? 'passes' : numFailedTests > 0 ? 'fails' : 'does not run');
    });
  });
}
