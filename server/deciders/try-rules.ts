import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import { evaluateRules, rulesConfigSchema, type RuleOutcome, type RulesConfig } from '@handrail/shared/deciders';
import { assertMay } from '../identity/index.js';
import { parseWith } from '../platform/http/index.js';
import { ProjectDirectory } from '../projects/index.js';
import { parseVersion } from './register-version.js';
import { SampleCases, type SampleCase } from './sample-cases.js';

/** How one row (null: otherwise) does on the cases that it catches. */
export type RowTally = { readonly row: number | null; cases: number; labelled: number; agreed: number };
export type RulesTrial = {
  readonly cases: number;
  readonly rows: readonly RowTally[];
  readonly examples: readonly (SampleCase & { readonly outcome: RuleOutcome })[];
};

const EXAMPLES = 20;
const MAX_CASES = 2000;

/** Runs a decision table over recent cases, unregistered as it may be: what each row catches, and whether people agree. */
@Injectable()
export class TryRules {
  constructor(
    private readonly directory: ProjectDirectory,
    private readonly samples: SampleCases,
  ) {}

  async run(
    actor: Actor,
    { projectId, config, lastCases }: { projectId: string; config: unknown; lastCases: number },
  ): Promise<RulesTrial> {
    assertMay(actor, 'deciders:register', projectId);
    parseVersion({ connector: 'rules', config }, await this.directory.get(projectId));
    const rules = parseWith(rulesConfigSchema, config);
    const cases = await this.samples.recent(projectId, Math.min(MAX_CASES, Math.max(1, lastCases)));
    const tried = cases.map((one) => ({ ...one, outcome: evaluateRules(rules, one.input) }));
    return { cases: tried.length, rows: tally(rules, tried), examples: tried.slice(0, EXAMPLES) };
  }
}

function tally(rules: RulesConfig, tried: RulesTrial['examples']): RowTally[] {
  const rows = [...rules.rows.keys(), null].map((row): RowTally => ({ row, cases: 0, labelled: 0, agreed: 0 }));
  for (const { label, outcome } of tried) {
    const at = rows.find(({ row }) => row === outcome.row);
    if (!at) continue;
    at.cases += 1;
    if (label === null) continue;
    at.labelled += 1;
    if (isSame(label, outcome.value)) at.agreed += 1;
  }
  return rows;
}

/** Several labels are the same in any order. */
function isSame(label: unknown, value: RuleOutcome['value']): boolean {
  if (!Array.isArray(label) || !Array.isArray(value)) return label === value;
  return sorted(label) === sorted(value);
}

function sorted(labels: readonly unknown[]): string {
  return JSON.stringify([...labels].sort());
}
