import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findChromium } from './chromium.mjs';
import { ROOT, say } from './install.mjs';
import { prepare } from './prepare.mjs';
import { findRedis } from './redis.mjs';

prepare();
const folder = mkdtempSync(join(tmpdir(), 'handrail-test-'));
const report = join(folder, 'report.json');
const vitest = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');
const { status } = spawnSync(
  process.execPath,
  [vitest, 'run', '--reporter=default', '--reporter=./tools/test-reporter.mjs', ...process.argv.slice(2)],
  {
    cwd: ROOT,
    stdio: 'inherit',
    env: {
      ...process.env,
      HANDRAIL_CHROMIUM: findChromium(),
      HANDRAIL_REDIS: findRedis() ?? '',
      HANDRAIL_TEST_REPORT: report,
    },
  },
);
let counts = { passed: 0, failed: 0, skipped: 0, failures: [] };
try {
  counts = JSON.parse(readFileSync(report, 'utf8'));
} catch (error) {
  say(`The run ended before it could report (${error.code ?? error.message}).`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
for (const failure of counts.failures) say(failure);
say(`${counts.passed} passed, ${counts.failed} failed${counts.skipped > 0 ? `, ${counts.skipped} skipped` : ''}`);
process.exit(status === 0 && counts.passed === 0 ? 1 : (status ?? 1));
