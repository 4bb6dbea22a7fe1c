import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { ROOT } from './install.mjs';

const MOST_CHARACTERS = 300;

/**
 * One line for each test that failed, and for each file that could not be run: where it stands, its name, and why. What
 * somebody reads first is what stands last.
 */
export function failuresOf(testResults) {
  return testResults.flatMap(({ name: file, status, message, assertionResults }) => {
    const path = relative(ROOT, file);
    const failed = assertionResults.filter((one) => one.status === 'failed');
    if (failed.length === 0) return status === 'failed' ? [`FAILED ${path}: ${firstLine(message)}`] : [];
    return failed.map(
      ({ fullName, failureMessages }) => `FAILED ${path} › ${fullName}: ${firstLine(failureMessages[0])}`,
    );
  });
}

function firstLine(message = '') {
  const [line = ''] = stripVTControlCharacters(message).split('\n').filter(Boolean);
  return (line || 'no reason given').slice(0, MOST_CHARACTERS);
}
