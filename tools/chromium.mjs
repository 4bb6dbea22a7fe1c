import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fail, say } from './install.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MANAGERS = [
  [
    'apt-get',
    [
      ['update', '-qq'],
      ['install', '-y', '-qq', '--no-install-recommends', 'chromium'],
    ],
  ],
  ['dnf', [['install', '-y', '-q', 'chromium']]],
  ['apk', [['add', '-q', 'chromium']]],
];

/** Gives the path of a Chromium: the one named, one of the system, or one installed with the system's package manager (as root). */
export function findChromium() {
  const found = process.env.HANDRAIL_CHROMIUM ?? onPath(NAMES);
  if (found) return found;
  if (process.getuid?.() === 0) installChromium();
  return (
    onPath(NAMES) ??
    fail(
      'The browser tests need Chromium: install it (for example "apt-get install chromium"), or set HANDRAIL_CHROMIUM to its path.',
    )
  );
}

function installChromium() {
  const manager = MANAGERS.find(([command]) => onPath([command]));
  if (!manager) return;
  say('Installing Chromium with the system’s package manager …');
  const [command, steps] = manager;
  for (const step of steps)
    spawnSync(command, step, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
}

function onPath(names) {
  for (const name of names) {
    for (const folder of (process.env.PATH ?? '').split(delimiter)) {
      const path = join(folder, name);
      try {
        accessSync(path, constants.X_OK);
        return path;
      } catch {
        // Not in this folder.
      }
    }
  }
  return undefined;
}
