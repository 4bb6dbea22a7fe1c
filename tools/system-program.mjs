import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { say } from './install.mjs';

const MANAGERS = {
  'apt-get': (name) => [
    ['update', '-qq'],
    ['install', '-y', '-qq', '--no-install-recommends', name],
  ],
  dnf: (name) => [['install', '-y', '-q', name]],
  apk: (name) => [['add', '-q', name]],
};

/** Installs a program with the system's package manager; `packages` names it for each manager. Needs root. */
export function installPackage(title, packages) {
  const manager = Object.keys(packages).find((command) => onPath([command]));
  if (!manager) return;
  say(`Installing ${title} with the system’s package manager …`);
  for (const step of MANAGERS[manager](packages[manager]))
    spawnSync(manager, step, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
}

/** The first of these programs that the PATH has. */
export function onPath(names) {
  for (const name of names) {
    for (const folder of (process.env.PATH ?? '').split(delimiter)) {
      const path = join(folder, name);
      try {
        accessSync(path, constants.X_OK);
        return path;
      } catch {
        // Not in this folder.
        continue;
      }
    }
  }
  return undefined;
}
