import { Injectable } from '@nestjs/common';
import { machineAnswer, machineOnDuty, machineRuns, machinesOf, type Dealt } from '@handrail/shared/ladder';
import type { DeciderKind } from '@handrail/shared/deciders';
import type { CaseInput } from '@handrail/shared/schema';
import { Telemetry } from '../platform/telemetry/index.js';
import { traced } from '../platform/tracing/index.js';
import type { ProjectInForce } from '../projects/index.js';
import type { Said } from './connector.js';
import { OpenDeciders } from './open-deciders.js';

/** What a decider said about a case, whether it came with the request or was asked for. */
export type GivenAnswer = Said & {
  readonly kind: DeciderKind;
  readonly model: string;
  readonly givenBy: 'caller' | 'server';
  readonly latencyMs?: number | null | undefined;
  readonly error?: string | null | undefined;
};

type Question = {
  readonly input: CaseInput;
  readonly budgetMs: number;
  /** Nobody waits: its time begins with its turn. */
  readonly isBehind: boolean;
};
type AskedCase = Dealt & { readonly input: CaseInput };

/** Behind the answer nobody waits, but a decider that hangs must not hold the others up for ever. */
const BEHIND_BUDGET_MS = 30_000;

/** Asks the project's deciders about a case. A decider that fails gives an answer with its error, never an exception. */
@Injectable()
export class AskDeciders {
  constructor(
    private readonly deciders: OpenDeciders,
    private readonly telemetry: Telemetry,
  ) {}

  /**
   * Asks whoever has a say in this case and did not come with the request: the machine on duty, and the previous system
   * where it decides. Takes at most the policy's latency budget (twice where a fallback has to be asked).
   */
  async run(project: ProjectInForce, asked: AskedCase, given: readonly GivenAnswer[] = []): Promise<GivenAnswer[]> {
    const { policy } = project;
    const { level, machine } = machineOnDuty(policy, asked);
    if (!machineRuns(level)) return [];
    const [said, system] = await Promise.all([
      this.unlessGiven(project, machine, { asked, given }),
      level === 'SHADOW' ? this.unlessGiven(project, policy.previousSystem, { asked, given }) : undefined,
    ]);
    // Whatever makes an answer unusable asks for the fallback, as it does in `route`: an error, or no confidence.
    const needsFallback =
      level === 'FULL_AUTOMATION' &&
      policy.fallback.kind === 'system' &&
      !machineAnswer(policy, said === undefined ? given : [...given, said], machine).ok;
    const fallback = needsFallback
      ? await this.unlessGiven(project, policy.previousSystem, { asked, given })
      : undefined;
    return [said, system, fallback].filter((answer) => answer !== undefined);
  }

  /** Every version that has a say and that the server can ask; predictions of the others come with the case or not at all. */
  async askedBehind({ id, policy }: ProjectInForce): Promise<string[]> {
    const all = machinesOf(policy);
    if (policy.previousSystem !== null && all.length > 0) all.push(policy.previousSystem);
    const open = await Promise.all(
      all.map(async (reference) => {
        try {
          const decider = await this.deciders.get(id, reference);
          return decider?.open === null ? undefined : reference;
        } catch {
          // What cannot be opened is recorded as an error of each case, by whoever asks it.
          return reference;
        }
      }),
    );
    return [...new Set(open.filter((reference) => reference !== undefined))];
  }

  /** Asks these versions for the record, when the answer is out already. */
  async behind(project: ProjectInForce, references: readonly string[], input: CaseInput): Promise<GivenAnswer[]> {
    const answers = await Promise.all(
      references.map((model) => this.ask(project, model, { input, budgetMs: BEHIND_BUDGET_MS, isBehind: true })),
    );
    return answers.filter((answer) => answer !== undefined);
  }

  private async unlessGiven(
    project: ProjectInForce,
    model: string | null,
    { asked, given }: { asked: AskedCase; given: readonly GivenAnswer[] },
  ): Promise<GivenAnswer | undefined> {
    if (model === null || given.some((answer) => answer.model === model)) return undefined;
    return this.ask(project, model, {
      input: asked.input,
      budgetMs: project.policy.latencyBudgetMs,
      isBehind: false,
    });
  }

  private ask(project: ProjectInForce, model: string, given: Question): Promise<GivenAnswer | undefined> {
    const attributes = { 'handrail.decider': model, 'handrail.project': project.slug };
    return traced('predict', { attributes }, async (span) => {
      const answer = await this.answerOf(project, model, given);
      const outcome = answer?.error == null ? 'answered' : 'failed';
      if (answer?.latencyMs != null)
        this.telemetry.predictions.observe({ project: project.slug, outcome }, answer.latencyMs / 1000);
      // A decider that fails is an answer, too.
      if (answer?.error != null) span?.fail(new FailedDecider());
      return answer;
    });
  }

  private async turnBehind(projectId: string, model: string): Promise<(() => void) | undefined> {
    return (await this.deciders.get(projectId, model))?.turns.forBehind();
  }

  /** Undefined for a version whose predictions come with the case: there is nobody to ask. */
  private async answerOf(
    project: ProjectInForce,
    model: string,
    { input, budgetMs, isBehind }: Question,
  ): Promise<GivenAnswer | undefined> {
    let started = performance.now();
    const kind = model === project.policy.previousSystem ? 'system' : 'model';
    const said = { kind, model, givenBy: 'server' } as const;
    let turn: (() => void) | undefined;
    try {
      // Opening a version counts as well: whoever sent the case waits for that too.
      turn = isBehind ? await this.turnBehind(project.id, model) : undefined;
      started = isBehind ? performance.now() : started;
      const answer = await within(budgetMs, async (signal) => {
        const decider = await this.deciders.get(project.id, model);
        if (!decider) throw new Error('this version is not registered');
        turn ??= await decider.turns.forCaller(signal);
        return decider.open && { ...(await decider.open.ask({ input, signal })), kind: decider.kind };
      });
      return answer === null ? undefined : { ...said, ...answer, latencyMs: performance.now() - started };
    } catch (error) {
      const detail = error instanceof Error ? error.message : 'failed';
      // A timer may fire a little early; who was too late for it took longer than the budget all the same.
      const tookMs = performance.now() - started;
      return { ...said, error: detail, latencyMs: error instanceof TooLate ? Math.max(tookMs, budgetMs + 1) : tookMs };
    } finally {
      // Whoever ignores the end of its time keeps no place for it.
      turn?.();
    }
  }
}

class TooLate extends Error {}
class FailedDecider extends Error {}

/** Whoever is asked may ignore the signal; the caller does not wait for them. */
async function within<T>(budgetMs: number, ask: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const abort = new AbortController();
  const answer = ask(abort.signal);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      abort.abort();
      reject(new TooLate(`no answer within ${budgetMs} ms`));
    }, budgetMs);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
