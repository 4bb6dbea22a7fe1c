import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A secret that is made once and then kept in a file of the folder that only its owner can read. A start that is cut off
 * leaves no half-written one. The caller has the folder for itself.
 */
export function keptSecret(folder: string, name: string, make: () => string): string {
  const file = join(folder, name);
  const known = read(file);
  if (known !== '') return known;
  mkdirSync(folder, { recursive: true });
  const made = make();
  const fresh = `${file}.new`;
  writeFileSync(fresh, made, { mode: 0o600 });
  renameSync(fresh, file);
  return made;
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}
