import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { identityOf } from './process-identity.js';

const FILE = 'handrail.pid';
const ATTEMPTS = 20;

/**
 * One Handrail a folder: a file there names the process that has it. Gives the function that gives the folder back. A
 * claim of a process that is gone is taken over, also when its number belongs to another process by now.
 *
 * @throws Error in one sentence when a living Handrail has the folder.
 */
export function claimFolder(dataDir: string): () => void {
  const file = join(dataDir, FILE);
  const own = `${file}.${process.pid}`;
  const mine = claimOf(process.pid);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    if (create(file, own, mine)) {
      return () => {
        if (read(file) === mine) rmSync(file, { force: true });
      };
    }
    const found = read(file);
    const owner = Number.parseInt(found ?? '', 10);
    if (found !== undefined && found !== '' && claimOf(owner) === found) {
      throw new Error(
        `Another Handrail (process ${owner}) uses the data folder ${dataDir}. Stop it, or give this one its own HANDRAIL_DATA_DIR and PORT.`,
      );
    }
    if (found !== undefined) takeAway(file, own, found);
  }
  throw new Error(`The data folder ${dataDir} cannot be claimed: ${file} keeps changing.`);
}

/** What a living process writes into the file; a text that no file holds for one that is gone. */
function claimOf(pid: number): string {
  const identity = identityOf(pid);
  return identity === undefined ? '' : `${identity.pid}\n${identity.started}\n`;
}

/** Makes the file with all its content in one step, and only where there is none. */
function create(file: string, own: string, content: string): boolean {
  writeFileSync(own, content, { mode: 0o600 });
  try {
    linkSync(own, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(own, { force: true });
  }
}

/** Removes a dead claim. Of two that try at once the slower may hold the quicker one's new claim then: it puts it back. */
function takeAway(file: string, own: string, dead: string): void {
  try {
    renameSync(file, own);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  if (read(own) === dead) rmSync(own, { force: true });
  else renameSync(own, file);
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
