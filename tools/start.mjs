import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from './install.mjs';
import { prepare } from './prepare.mjs';

/** So many crashes within this time are a loop: starting again would only hide what has to be mended. */
const MOST_CRASHES = 5;
const WITHIN_MS = 10 * 60_000;
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 30_000;

prepare();

/** @type {number[]} */
const crashes = [];
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
  const now = Date.now();
  crashes.push(now);
  while (now - (crashes[0] ?? now) > WITHIN_MS) crashes.shift();
  const how = signal ? `was ended by ${signal}` : `ended with code ${code}`;
  if (crashes.length >= MOST_CRASHES) {
    say(`The server ${how}, ${crashes.length} times within ${WITHIN_MS / 60_000} minutes; it is not started again.`);
    say('Its last lines say why. Mend that, then run npm start.');
    process.exit(1);
  }
  const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (crashes.length - 1));
  say(`The server ${how}. It is started again in ${wait / 1000} s (${crashes.length} of at most ${MOST_CRASHES - 1}).`);
  waiting = setTimeout(start, wait);
}

/** @param {string} text */
function say(text) {
  process.stderr.write(`${text}\n`);
}
