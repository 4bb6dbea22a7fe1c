import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from './install.mjs';
import { nextStart } from './next-start.mjs';
import { prepare } from './prepare.mjs';

prepare();

/** @type {number[]} */
let crashes = [];
/** @type {import('node:child_process').ChildProcess | undefined} */
let child;
/** @type {NodeJS.Timeout | undefined} */
let waiting;
let isStopping = false;
let wasReady = false;

// A terminal tells the server too; whoever ends this process alone means the server as well.
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => {
    isStopping = true;
    if (waiting) process.exit(0);
    child?.kill(signal);
  });
}
start();

function start() {
  waiting = undefined;
  // What the server needs to survive cannot be in its own process: a full heap, a fault of a library, a kill.
  const started = spawn(process.execPath, [...process.execArgv, join(ROOT, 'tools', 'serve.mjs')], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  child = started;
  started.on('message', (message) => {
    if (message === 'ready') wasReady = true;
  });
  started.on('error', (error) => {
    say(`The server cannot be started: ${error.message}`);
    process.exit(1);
  });
  started.on('exit', (code, signal) => ended(code, signal));
}

/**
 * @param {number | null} code
 * @param {NodeJS.Signals | null} signal
 */
function ended(code, signal) {
  // What has never been ready is wrongly configured, and has said how.
  if (isStopping || code === 0 || !wasReady) process.exit(code ?? 1);
  const how = signal ? `was ended by ${signal}` : `ended with code ${code}`;
  const next = nextStart({ crashes, now: Date.now(), how });
  ({ crashes } = next);
  say(next.says);
  if (next.waitMs === null) process.exit(1);
  waiting = setTimeout(start, next.waitMs);
}

/** @param {string} text */
function say(text) {
  process.stderr.write(`${text}\n`);
}
