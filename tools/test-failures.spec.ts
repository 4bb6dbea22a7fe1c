import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from './install.mjs';
import { failuresOf } from './test-failures.mjs';

it('names each failed test with its first reason, and each file that could not be run', () => {
  const passed = { status: 'passed', fullName: 'a works', failureMessages: [] };
  const failed = {
    status: 'failed',
    fullName: 'b works',
    failureMessages: ['\u001b[31mError: no\u001b[39m\n    at b.ts:1', 'more'],
  };
  expect(
    failuresOf([
      { name: join(ROOT, 'shared/a.spec.ts'), status: 'failed', message: '', assertionResults: [passed, failed] },
      { name: join(ROOT, 'web/b.spec.ts'), status: 'failed', message: 'SyntaxError: odd\n', assertionResults: [] },
      { name: join(ROOT, 'web/c.spec.ts'), status: 'passed', message: '', assertionResults: [passed] },
    ]),
  ).toEqual(['FAILED shared/a.spec.ts › b works: Error: no', 'FAILED web/b.spec.ts: SyntaxError: odd']);
});
