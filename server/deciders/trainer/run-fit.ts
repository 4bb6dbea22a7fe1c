import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { TrainingProgress } from '@handrail/shared/deciders';
import { heardLater } from '../../platform/failures/index.js';
import type { LabelCheck } from './check-labels.js';
import type { NumberCheck } from './check-numbers.js';
import type { Example } from './examples.js';
import type { FitMessage, FitOrder, FitResult } from './fit-messages.js';

export type FitRun = {
  readonly order: Omit<FitOrder, 'mostBytes'>;
  readonly examples: AsyncIterable<Example>;
  readonly memoryMb: number;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: TrainingProgress) => void;
};

export type FitOutcome =
  | { readonly kind: 'fitted'; readonly artifact: Buffer; readonly result: FitResult }
  | { readonly kind: 'checked'; readonly check: LabelCheck }
  | { readonly kind: 'checked-numbers'; readonly check: NumberCheck }
  | { readonly kind: 'refused'; readonly reason: string };

const TOLD_OF_A_CRASH = 2000;

/**
 * Fits a model in a process of its own: with a cap on its memory, below the server's priority, killed when `signal`
 * aborts and gone when this process is. The examples flow through, as fast as it takes them.
 *
 * @throws the signal's reason, what reading the examples threw, or an Error that says how the process ended.
 */
export async function runFit(run: FitRun): Promise<FitOutcome> {
  const { signal } = run;
  signal.throwIfAborted();
  const child = start(run.memoryMb);
  const stop = (): boolean => child.kill('SIGKILL');
  signal.addEventListener('abort', stop);
  try {
    const outcome = outcomeOf(child, run);
    // Whoever fails first says why; the other then fails because of it.
    const [fed, found] = await Promise.allSettled([feed(child, run), outcome]);
    signal.throwIfAborted();
    if (found.status === 'fulfilled') return found.value;
    throw fed.status === 'rejected' && !isClosedPipe(fed.reason) ? fed.reason : found.reason;
  } finally {
    signal.removeEventListener('abort', stop);
    stop();
  }
}

function start(memoryMb: number): ChildProcess {
  const script = import.meta.url.endsWith('.ts') ? '../../dist/deciders/trainer/fit-process.js' : './fit-process.js';
  return fork(fileURLToPath(new URL(script, import.meta.url)), {
    execArgv: [`--max-old-space-size=${memoryMb}`],
    serialization: 'advanced',
    stdio: ['pipe', 'ignore', 'pipe', 'ipc'],
    env: {},
  });
}

/** Ends with the examples, or early where the process no longer reads. */
async function feed(child: ChildProcess, { order, examples, memoryMb }: FitRun): Promise<void> {
  const { stdin } = child;
  if (!stdin) throw new Error('The trainer’s process has no input.');
  const broken = heardLater(
    new Promise<never>((_, reject) => {
      stdin.once('error', reject);
      child.once('exit', () => reject(new Error('The trainer’s process has ended.')));
    }),
  );
  const write = async (value: unknown): Promise<void> => {
    if (!stdin.write(`${JSON.stringify(value)}\n`)) await Promise.race([once(stdin, 'drain'), broken]);
  };
  try {
    await write({ ...order, mostBytes: memoryMb * 2 ** 20 } satisfies FitOrder);
    for await (const example of examples) await write(example);
    stdin.end();
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
}

function isClosedPipe(error: unknown): boolean {
  return error instanceof Error && (error.message.includes('EPIPE') || error.message.includes('has ended'));
}

function outcomeOf(child: ChildProcess, { onProgress }: FitRun): Promise<FitOutcome> {
  return new Promise((resolve, reject) => {
    let said = '';
    let outcome: FitOutcome | undefined;
    child.stderr?.on('data', (text: Buffer) => (said = `${said}${text.toString()}`.slice(-TOLD_OF_A_CRASH)));
    child.on('message', (message) => {
      // From fit-process.ts, of the same build.
      const told = message as FitMessage;
      if (told.kind === 'progress') onProgress(told.progress);
      else outcome = told.kind === 'fitted' ? { ...told, artifact: Buffer.from(told.artifact) } : told;
    });
    child.once('error', reject);
    child.once('exit', (code, killedBy) => {
      const settle = (): void => {
        if (outcome) return resolve(outcome);
        reject(
          new Error(`The trainer’s process ended early (${killedBy ?? `code ${code}`}). ${lastLine(said)}`.trim()),
        );
      };
      // What it said last may come after it has ended.
      if (child.connected) child.once('disconnect', settle);
      else settle();
    });
  });
}

function lastLine(said: string): string {
  if (said.includes('heap out of memory')) return 'It ran out of memory.';
  return said.split('\n').findLast((line) => /error/i.test(line)) ?? '';
}
