import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, isBuilt } from './build.mjs';
import { checkNode, install, isInstalled, ROOT, say } from './install.mjs';

const FOLDER = join(ROOT, '.stamp');
const LOCK = join(FOLDER, 'preparing.pid');
const POLL_MS = 100;

/**
 * Installs and builds what is not there. Of several that start in one checkout at the same time one does the work, the
 * others wait for it: two at once would take each other's files away.
 */
export function prepare() {
  checkNode();
  if (isInstalled() && isBuilt()) return;
  lock();
  try {
    install();
    build();
  } finally {
    rmSync(LOCK, { force: true });
  }
}

function lock() {
  mkdirSync(FOLDER, { recursive: true });
  for (let isFirst = true; ; isFirst = false) {
    try {
      return writeFileSync(LOCK, String(process.pid), { flag: 'wx' });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (!isAlive(owner())) rmSync(LOCK, { force: true });
    else if (isFirst) say('Another start prepares this checkout; waiting for it …');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, POLL_MS);
  }
}

/** Undefined just after it was made, before its number is in it. */
function owner() {
  try {
    return Number(readFileSync(LOCK, 'utf8')) || undefined;
  } catch {
    // It is made and written in two steps, or has just been removed.
    return undefined;
  }
}

function isAlive(pid) {
  if (pid === undefined) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
