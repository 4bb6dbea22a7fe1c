import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from './install.mjs';
import { prepare } from './prepare.mjs';

/** Formatting, types, import boundaries and generated code; says all that is wrong, fails if anything is. */
prepare();
const bin = (name) => join(ROOT, 'node_modules', '.bin', name);
const checks = [
  ['formatting', bin('prettier'), ['--check', '--log-level=warn', '.']],
  ...['shared', 'migrations', 'server', 'web', 'test', 'tools'].map((name) => [
    `types of ${name}`,
    bin('tsc'),
    ['-p', join(name, 'tsconfig.json'), '--noEmit'],
  ]),
  ['lint', bin('eslint'), ['.', '--max-warnings=0']],
  [
    'import boundaries',
    bin('depcruise'),
    ['--config', '.dependency-cruiser.cjs', 'shared', 'migrations', 'server', 'web'],
  ],
  ['reference of statistics', process.execPath, [join('tools', 'stats-reference.mjs'), '--check']],
  ['rules of access', process.execPath, [join('tools', 'access.mjs'), '--check']],
  ['generated documents', process.execPath, [join('tools', 'codegen.mjs'), '--check']],
];
const failed = checks.filter(([name, command, parameters]) => {
  const { status } = spawnSync(command, parameters, { cwd: ROOT, stdio: 'inherit' });
  if (status !== 0) process.stderr.write(`${name}: failed\n`);
  return status !== 0;
});
process.exit(failed.length === 0 ? 0 : 1);
