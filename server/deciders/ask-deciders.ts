import { Injectable } from '@nestjs/common';
import { machineRuns } from '@handrail/shared/ladder';
import type { CaseInput } from '@handrail/shared/schema';
import type { ProjectInForce } from '../projects/index.js';
import { answerOf, type Evidence } from './linear-text-model.js';
import { ModelRegistry } from './model-registry.js';

/** What a decider said about a case, whether it came with the request or was asked for. */
export type GivenAnswer = {
  readonly kind: 'model' | 'system';
  readonly model: string;
  readonly givenBy: 'caller' | 'server';
  readonly value?: unknown;
  readonly confidence?: number | null | undefined;
  readonly rawConfidence?: number | null | undefined;
  readonly scores?: Readonly<Record<string, number>> | undefined;
  readonly evidence?: readonly Evidence[] | undefined;
  readonly latencyMs?: number | null | undefined;
  readonly error?: string | null | undefined;
};

/** Asks the project's deciders about a case. A decider that fails gives an answer with its error, never an exception. */
@Injectable()
export class AskDeciders {
  constructor(private readonly registry: ModelRegistry) {}

  /** Empty where no machine runs at this level, or none is registered. */
  async run(project: ProjectInForce, input: CaseInput): Promise<GivenAnswer[]> {
    const { level, incumbent } = project.policy;
    if (!machineRuns(level) || incumbent === null) return [];
    const started = performance.now();
    const said = { kind: 'model', model: incumbent, givenBy: 'server' } as const;
    try {
      const model = await this.registry.load(project.id, incumbent);
      if (!model) return [{ ...said, error: 'this model version is not registered' }];
      return [{ ...said, ...answerOf(model, input), latencyMs: performance.now() - started }];
    } catch (error) {
      return [
        { ...said, error: error instanceof Error ? error.message : 'failed', latencyMs: performance.now() - started },
      ];
    }
  }
}
