import type { RuleOutcome, RulesConfig } from '@handrail/shared/deciders';
import type { CaseInput } from '@handrail/shared/schema';

/** JSONata expressions by the part of the answer that each finds. */
export type Mapping = Readonly<Record<string, string>>;
/** What the expressions found, or which one failed and why. */
export type Mapped =
  { readonly found: Readonly<Record<string, unknown>> } | { readonly failed: string; readonly reason: string };

/** What the process of programs does; every answer is bounded. */
export type ProgramMethods = {
  map(mapping: Mapping, answer: string): Promise<Mapped>;
  rules(config: RulesConfig, inputs: readonly CaseInput[]): Promise<RuleOutcome[]>;
};
