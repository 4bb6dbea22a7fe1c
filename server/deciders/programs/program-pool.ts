import { fileURLToPath } from 'node:url';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { costOfRules, evaluateRules, type RuleOutcome, type RulesConfig } from '@handrail/shared/deciders';
import type { CaseInput } from '@handrail/shared/schema';
import { circuitBreaker, ConsecutiveBreaker, handleType, isBrokenCircuitError } from 'cockatiel';
import { pool, TerminateError, type Pool } from 'workerpool';
import { heardLater } from '../../platform/failures/index.js';
import type { Mapped, Mapping, ProgramMethods } from './program-messages.js';

const PROCESSES = 2;
const HEAP_MB = 128;
const MOST_WAITING = 500;
/** The process limits its own processor time (processor-limit.ts); this is for one that does not even start. */
const ANSWER_MS = 60_000;
/** Steps of comparing texts; so many take about 20 ms at worst, and a process of their own is slower to ask. */
const CHEAP = 2e7;
const KILL_AFTER_MS = 20;
const BREAKER = { failures: 3, openMs: 10_000 };

/** The program took its process with it: too slow, or too much memory. */
class StoppedProgram extends Error {}

/** Runs the programs of one version: those that are stopped several times in a row are left alone for a while. */
export type ProgramRunner = {
  /** @throws Error in words: stopped, left alone, too many waiting. */
  map(mapping: Mapping, answer: string): Promise<Mapped>;
  /** @throws Error in words: stopped, left alone, too many waiting. */
  rules(config: RulesConfig, input: CaseInput): Promise<RuleOutcome>;
};

/**
 * Runs what users write as programs (JSONata, long decision tables) in processes with a cap on their memory, which are
 * killed when they take too much processor time. A thread would not do: some errors of the JavaScript engine end the whole process.
 */
@Injectable()
export class ProgramPool implements OnApplicationShutdown {
  private processes: Pool | undefined;

  /** A runner for one version. A version has one program at work at a time, so that it cannot take all the processes. */
  runner(): ProgramRunner {
    const breaker = circuitBreaker(handleType(StoppedProgram), {
      breaker: new ConsecutiveBreaker(BREAKER.failures),
      halfOpenAfter: BREAKER.openMs,
    });
    let last: Promise<unknown> = Promise.resolve();
    let waiting = 0;
    const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
      if (waiting >= MOST_WAITING) return Promise.reject(new Error('too many answers wait for this mapping'));
      waiting += 1;
      const next = (): Promise<T> => breaker.execute(work);
      // It comes whatever became of the one before, whose caller heard of that.
      const turn = last.then(next, next).finally(() => (waiting -= 1));
      last = heardLater(turn);
      return turn.catch((error: unknown) => {
        if (!isBrokenCircuitError(error)) throw error;
        throw new Error('left alone: it was stopped several times in a row', { cause: error });
      });
    };
    return {
      map: (mapping, answer) => inTurn(() => this.run('map', [mapping, answer])),
      rules: async (config, input) => {
        if (costOfRules(config, [input]) <= CHEAP) return evaluateRules(config, input);
        const [outcome] = await inTurn(() => this.run('rules', [config, [input]]));
        if (!outcome) throw new Error('the decision table gave no answer');
        return outcome;
      },
    };
  }

  /** Tries a decision table on many cases at once. @throws Error in words where it was stopped. */
  async tryRules(config: RulesConfig, inputs: readonly CaseInput[]): Promise<RuleOutcome[]> {
    if (costOfRules(config, inputs) <= CHEAP) return inputs.map((input) => evaluateRules(config, input));
    return this.run('rules', [config, inputs]);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.processes?.terminate(true);
  }

  private async run<Name extends keyof ProgramMethods>(
    name: Name,
    parameters: Parameters<ProgramMethods[Name]>,
  ): Promise<Awaited<ReturnType<ProgramMethods[Name]>>> {
    this.processes ??= startProcesses();
    try {
      // program-process.ts answers what ProgramMethods says.
      return (await this.processes.exec(name, parameters).timeout(ANSWER_MS)) as Awaited<
        ReturnType<ProgramMethods[Name]>
      >;
    } catch (error) {
      if (isStop(error)) throw new StoppedProgram('stopped: it took too long, or too much memory', { cause: error });
      throw error;
    }
  }
}

/** What workerpool says when a process took too long, or has ended under its work. */
function isStop(error: unknown): boolean {
  return error instanceof TerminateError || (error instanceof Error && error.name === 'TimeoutError');
}

function startProcesses(): Pool {
  const script = import.meta.url.endsWith('.ts')
    ? '../../dist/deciders/programs/program-process.js'
    : './program-process.js';
  return pool(fileURLToPath(new URL(script, import.meta.url)), {
    workerType: 'process',
    maxWorkers: PROCESSES,
    workerTerminateTimeout: KILL_AFTER_MS,
    // Silent: what the engine prints when it ends would stand between the lines of our log.
    forkOpts: { execArgv: [`--max-old-space-size=${HEAP_MB}`], env: {}, serialization: 'advanced', silent: true },
  });
}
