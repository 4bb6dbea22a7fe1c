import { Worker } from 'node:worker_threads';

const LOOK_MS = 50;

/**
 * Looks from beside at what this process's thread is busy with, and kills the process where one piece of work has used more
 * than `mostMs` of processor time: the thread itself cannot look while it is busy, and the clock on the wall would also
 * count how busy others keep the machine. It stands when the process that asked is gone, too.
 */
export class ProcessorLimit {
  /** 0: idle; else the number of the piece of work, from 1, and its limit. */
  private readonly state = new Int32Array(new SharedArrayBuffer(8));
  private pieces = 0;

  constructor() {
    new Worker(WATCH, { eval: true, workerData: { state: this.state, lookMs: LOOK_MS } }).unref();
  }

  async run<T>(mostMs: number, work: () => T | Promise<T>): Promise<T> {
    this.pieces = (this.pieces % 1_000_000_000) + 1;
    Atomics.store(this.state, 1, mostMs);
    Atomics.store(this.state, 0, this.pieces);
    try {
      return await work();
    } finally {
      Atomics.store(this.state, 0, 0);
    }
  }
}

const WATCH = `
  const { workerData: { state, lookMs } } = require('node:worker_threads');
  let piece = 0, usedBefore = 0;
  setInterval(() => {
    const now = Atomics.load(state, 0);
    const { user, system } = process.cpuUsage();
    const usedMs = (user + system) / 1000;
    if (now !== piece) { piece = now; usedBefore = usedMs; }
    else if (now !== 0 && usedMs - usedBefore > Atomics.load(state, 1)) process.kill(process.pid, 'SIGKILL');
  }, lookMs);
`;
