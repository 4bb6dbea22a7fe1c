import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

const STAMP = join(ROOT, 'node_modules', '.handrail-lock');
/** Source maps, static libraries and Nx's WebAssembly twin of its native part: a sixth of the installation, read by nothing here. */
const UNREAD = /\.map$|\.a$|^nx\.wasm32-wasi(\.debug)?\.wasm$/;

/** Ends the process with one line when this Node is too old. */
export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  fail(`Handrail needs Node 20.19 or newer; this is ${process.versions.node}.`);
}

/** Whether exactly what the lock file says is installed. */
export function isInstalled() {
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === lockPrint();
}

function lockPrint() {
  return createHash('sha256')
    .update(readFileSync(join(ROOT, 'package-lock.json')))
    .digest('hex');
}

/** Installs what the lock file says, unless exactly that is installed. */
export function install() {
  if (isInstalled()) return;
  say('Installing (once) …');
  run('npm', ['ci', '--no-fund', '--no-audit', '--loglevel=error'], 'The installation failed.');
  for (const folder of ['.', 'server', 'web', 'test']) slim(join(ROOT, folder, 'node_modules'));
  writeFileSync(STAMP, lockPrint());
}

/** Of onnxruntime-web, which brings every build for every browser (139 MB), what Node loads: 14 MB. */
const OF_ONNX =
  /^(package\.json|LICENSE|README\.md|types\.d\.ts|ort\.node\.min\.mjs|ort-wasm-simd-threaded\.(mjs|wasm))$/;

/** Twins for require, where we import, and icons under names that we do not call them by. */
const UNREAD_PARTS = [
  'nodemailer/dist/cjs',
  ...['core', 'form', 'hooks', 'notifications', 'spotlight', 'store'].map((part) => `@mantine/${part}/cjs`),
  ...['prefixed', 'suffixed'].map((names) => `lucide-react/dist/lucide-react.${names}.d.ts`),
];

function slim(folder) {
  if (!existsSync(folder)) return;
  slimOnnx(join(folder, 'onnxruntime-web'));
  for (const path of UNREAD_PARTS) rmSync(join(folder, path), { recursive: true, force: true });
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true }))
    if (entry.isFile() && UNREAD.test(entry.name)) rmSync(join(entry.parentPath, entry.name));
}

function slimOnnx(folder) {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true }))
    if (entry.isFile() && !OF_ONNX.test(entry.name)) rmSync(join(entry.parentPath, entry.name));
}

/** Runs a command quietly; shows what it said only when it fails, and ends the process then. */
export function run(command, parameters, complaint) {
  const env = { ...process.env, NX_DAEMON: 'false', NX_NO_CLOUD: 'true', NX_TUI: 'false', NX_SKIP_NX_CACHE: undefined };
  const { status, stdout, stderr, error } = spawnSync(command, parameters, {
    cwd: ROOT,
    env,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status === 0) return stdout;
  fail([stdout, stderr, error?.message, complaint].filter(Boolean).join('\n'));
}

export function say(text) {
  process.stdout.write(`${text}\n`);
}

export function fail(text) {
  process.stderr.write(`${text}\n`);
  process.exit(1);
}
