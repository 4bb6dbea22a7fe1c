import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { ROOT } from './install.mjs';

const MOST_CHARACTERS = 300;

/**
 * Writes what a run came to into the file that HANDRAIL_TEST_REPORT names: counts, and one line for each test, file and
 * stray error that failed, with its reason.
 */
export default class TestReporter {
  onTestRunEnd(testModules, unhandledErrors) {
    writeFileSync(process.env['HANDRAIL_TEST_REPORT'], JSON.stringify(reportOf(testModules, unhandledErrors)));
  }
}

export function reportOf(testModules, unhandledErrors) {
  const report = { passed: 0, failed: 0, skipped: 0, failures: [] };
  for (const module of testModules) {
    const path = relative(ROOT, module.moduleId);
    for (const test of module.children.allTests()) {
      const { state, errors } = test.result();
      report[state] += 1;
      if (state === 'failed') report.failures.push(`FAILED ${path} › ${test.fullName}: ${reasonOf(errors)}`);
    }
    // What cannot be imported, and what a hook throws, belongs to no test.
    const suites = [module, ...module.children.allSuites()];
    for (const suite of suites) {
      const errors = suite.errors();
      if (errors.length > 0) report.failures.push(`FAILED ${path}: ${reasonOf(errors)}`);
    }
  }
  for (const error of unhandledErrors) report.failures.push(`FAILED outside of any test: ${reasonOf([error])}`);
  return report;
}

/** The message, not the stack: that of a time limit begins with a placeholder. A browser says below what it waited for. */
function reasonOf(errors = []) {
  const lines = stripVTControlCharacters(errors[0]?.message ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const waitedFor = lines.slice(1).find((line) => line.startsWith('- waiting for'));
  return ([lines[0], waitedFor].filter(Boolean).join(' ') || 'no reason given').slice(0, MOST_CHARACTERS);
}
