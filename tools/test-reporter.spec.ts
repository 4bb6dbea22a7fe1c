import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { ROOT } from './install.mjs';
import type { TestRunReport } from './test-reporter.mjs';

const folder = mkdtempSync(join(ROOT, 'tools', 'reported-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function report(files: Readonly<Record<string, string>>): TestRunReport {
  for (const [name, source] of Object.entries(files)) {
    writeFileSync(join(folder, name), `import { afterAll, expect, it } from 'vitest';\n${source}`);
  }
  const path = join(folder, 'report.json');
  const { stderr } = spawnSync(
    process.execPath,
    [
      join(ROOT, 'node_modules', 'vitest', 'vitest.mjs'),
      'run',
      '--project=unit',
      '--reporter=./tools/test-reporter.mjs',
      ...Object.keys(files).map((name) => join(folder, name)),
    ],
    { cwd: ROOT, env: { ...process.env, HANDRAIL_TEST_REPORT: path, VITEST: '' }, encoding: 'utf8' },
  );
  expect(stderr).not.toContain('Error loading');
  return JSON.parse(readFileSync(path, 'utf8')) as TestRunReport;
}

it('names each test that failed with its reason, each file that could not be run, each hook and each stray error', () => {
  const { passed, failed, skipped, failures } = report({
    'a.spec.ts': `it('works', () => undefined);
      it('does not', () => expect(1).toBe(2));
      it('never ends', () => new Promise(() => undefined), 20);
      it.skip('waits', () => undefined);`,
    'b.spec.ts': `const odd = ;`,
    'c.spec.ts': `afterAll(() => { throw new Error('left behind'); }); it('is fine', () => undefined);`,
    'd.spec.ts': `it('is fine too', async () => { void Promise.reject(new Error('stray')); await new Promise((wake) => setTimeout(wake, 50)); });`,
  });
  const said = failures.map((line) => line.replace(/tools\/reported-\w+\//, '')).sort();
  expect({ passed, failed, skipped }).toEqual({ passed: 3, failed: 2, skipped: 1 });
  expect(said.slice(0, 2)).toEqual([
    expect.stringMatching(/^FAILED a.spec.ts › does not: .*expected 1 to be 2/),
    expect.stringMatching(/^FAILED a.spec.ts › never ends: Test timed out in 20ms/),
  ]);
  expect(said.slice(2)).toEqual([
    expect.stringMatching(/^FAILED b.spec.ts: ./),
    expect.stringMatching(/^FAILED c.spec.ts: left behind/),
    'FAILED outside of any test: stray',
  ]);
});
