import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findChromium } from './chromium.mjs';
import { ROOT, say } from './install.mjs';
import { prepare } from './prepare.mjs';
import { findRedis } from './redis.mjs';
import { failuresOf } from './test-failures.mjs';

prepare();
const folder = mkdtempSync(join(tmpdir(), 'handrail-test-'));
const report = join(folder, 'report.json');
const vitest = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');
const { status } = spawnSync(
  process.execPath,
  [vitest, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...process.argv.slice(2)],
  {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, HANDRAIL_CHROMIUM: findChromium(), HANDRAIL_REDIS: findRedis() ?? '' },
  },
);
let counts = { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, testResults: [] };
try {
  counts = JSON.parse(readFileSync(report, 'utf8'));
} catch (error) {
  say(`The run ended before it could report (${error.code ?? error.message}).`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
const failures = failuresOf(counts.testResults);
for (const failure of failures) say(failure);
say(
  `${counts.numPassedTests} passed, ${counts.numFailedTests} failed${counts.numPendingTests > 0 ? `, ${counts.numPendingTests} skipped` : ''}`,
);
process.exit(status === 0 && counts.numPassedTests === 0 ? 1 : (status ?? 1));
