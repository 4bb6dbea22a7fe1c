import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT, say } from './install.mjs';
import { prepare } from './prepare.mjs';

/**
 * Files and requests of ours, taken by the tools that they are for. Each tool is installed from its registry into a folder
 * of its own, which is removed afterwards; where there is no Python or a tool cannot be had, that is said and skipped.
 * `npm test` needs none of it.
 */
const COUNTERPARTS = [
  { name: 'tables', script: 'tables.py', needs: ['pyarrow', 'pandas', 'datasets'] },
  { name: 'fasttext', script: 'fasttext_lines.py', needs: ['fasttext-wheel', 'numpy<2'] },
  { name: 'argilla', script: 'argilla_records.py', needs: ['argilla', 'argilla-server'] },
  { name: 'label-studio', script: 'label_studio.py', needs: ['label-studio-sdk'] },
  { name: 'mlflow', script: 'mlflow.mjs', needs: ['mlflow', 'scikit-learn', 'pandas'] },
  { name: 'mlserver', script: 'mlserver.mjs', needs: ['mlserver', 'mlserver-sklearn', 'scikit-learn'] },
];
const PYTHON = process.env['HANDRAIL_PYTHON'] ?? 'python3';
const QUIET = { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 };

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !COUNTERPARTS.some((one) => one.name === name));
if (unknown.length > 0) {
  say(`There is no counterpart ${unknown.join(', ')}; there are ${COUNTERPARTS.map(({ name }) => name).join(', ')}.`);
  process.exit(1);
}
const chosen = COUNTERPARTS.filter(({ name }) => asked.length === 0 || asked.includes(name));
say(`Needs Python 3.10 or newer with venv and pip (HANDRAIL_PYTHON names it; now ${PYTHON}), its package registry,`);
say(
  `some 2 GB for the time being, and for ${chosen.map(({ name, needs }) => `${name}: ${needs.join(' ')}`).join('; ')}.`,
);

const counts = { passed: 0, failed: 0, skipped: 0 };
const version = spawnSync(PYTHON, ['-c', 'import sys, venv; sys.exit(sys.version_info < (3, 10))']);
if (version.status !== 0) {
  counts.skipped = chosen.length;
  say(`Skipped, all of it: ${PYTHON} is not there, older than 3.10, or without venv. Nothing was tried.`);
} else {
  prepare();
  const folder = mkdtempSync(join(tmpdir(), 'handrail-counterparts-'));
  try {
    const { writeFiles } = await import('../test/counterparts/write-files.mjs');
    await writeFiles(folder);
    for (const one of chosen) counts[take(one, folder)] += 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
say(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exit(counts.failed > 0 ? 1 : 0);

function take({ name, script, needs }, folder) {
  const home = join(folder, `venv-${name}`);
  const python = join(home, 'bin', 'python');
  const made = spawnSync(PYTHON, ['-m', 'venv', home]);
  const installed = made.status === 0 && spawnSync(python, ['-m', 'pip', 'install', '--quiet', ...needs], QUIET);
  if (!installed || installed.status !== 0) {
    say(
      `${name}: skipped, for ${needs.join(' ')} could not be installed.\n${installed ? installed.stderr : made.stderr}`,
    );
    return 'skipped';
  }
  const path = join(ROOT, 'test', 'counterparts', script);
  const [program, parameters] = script.endsWith('.py')
    ? [python, [path, folder]]
    : [process.execPath, [path, python, folder]];
  const { status, stdout, stderr } = spawnSync(program, parameters, QUIET);
  rmSync(home, { recursive: true, force: true });
  say(status === 0 ? `${name}: ${stdout.trim()}` : `${name}: FAILED\n${stdout}${stderr}`);
  return status === 0 ? 'passed' : 'failed';
}
