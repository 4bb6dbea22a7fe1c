import { rulesConfigSchema, type DeciderKind, type RulesConfig, type Said } from '@handrail/shared/deciders';
import type { CaseInput } from '@handrail/shared/schema';
import type { ConnectorOpener } from '../connector.js';
import type { ProgramPool, ProgramRunner } from '../programs/program-pool.js';

/** Opens a decision table: evaluated in memory, a long one in a process that can be stopped. */
export function openRulesWith(programs: ProgramPool): ConnectorOpener {
  return ({ config: stored, kind }) => {
    const config = rulesConfigSchema.parse(stored);
    const runner = programs.runner();
    return { ask: ({ input }) => saidByRules(runner, { config, kind, input }) };
  };
}

/** What a table says of a case; a previous system needs no confidence. @throws Error where it was stopped. */
export async function saidByRules(
  runner: ProgramRunner,
  { config, kind, input }: { config: RulesConfig; kind: DeciderKind; input: CaseInput },
): Promise<Said> {
  const { value, confidence, evidence } = await runner.rules(config, input);
  return { value, confidence: kind === 'system' ? null : confidence, evidence };
}
