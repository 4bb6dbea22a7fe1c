import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import { rulesConfigSchema, type RuleOutcome, type RulesConfig } from '@handrail/shared/deciders';
import { shareOfLabels, type Estimate } from '@handrail/shared/rollouts';
import { agrees, type OutputSchema } from '@handrail/shared/schema';
import { assertMay } from '../identity/index.js';
import { invalid, parseWith } from '../platform/http/index.js';
import { ProjectDirectory } from '../projects/index.js';
import { ProgramPool } from './programs/program-pool.js';
import { parseVersion } from './register-version.js';
import { SampleCases } from './sample-cases.js';
import type { SampleCase } from './sample-cases.sql.js';

/** How one row (null: otherwise) does on the cases that it catches. */
export type RowTally = {
  readonly row: number | null;
  readonly cases: number;
  readonly labelled: number;
  readonly agreed: number;
  /** The share of its cases on which people agree, from blind labels that came by a known chance, weighing 1/that. */
  readonly agreement: Estimate;
};
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
    private readonly programs: ProgramPool,
  ) {}

  async run(
    actor: Actor,
    { projectId, config, lastCases }: { projectId: string; config: unknown; lastCases: number },
  ): Promise<RulesTrial> {
    assertMay(actor, 'deciders:register', projectId);
    const project = await this.directory.get(projectId);
    parseVersion({ connector: 'rules', config }, project);
    const rules = parseWith(rulesConfigSchema, config);
    const cases = await this.samples.recent(projectId, Math.min(MAX_CASES, Math.max(1, lastCases)));
    const outcomes = await this.outcomes(rules, cases);
    const tried = cases.flatMap((one, at) => {
      const outcome = outcomes[at];
      return outcome ? [{ ...one, outcome }] : [];
    });
    return { cases: tried.length, rows: tally(rules, tried, project.outputSchema), examples: tried.slice(0, EXAMPLES) };
  }

  private async outcomes(rules: RulesConfig, cases: readonly SampleCase[]): Promise<RuleOutcome[]> {
    try {
      return await this.programs.tryRules(
        rules,
        cases.map(({ input }) => input),
      );
    } catch (error) {
      const why = error instanceof Error ? error.message : 'it failed';
      throw invalid(`The table cannot be tried on ${cases.length} cases: ${why}. Try fewer, or look for fewer words.`);
    }
  }
}

function tally(rules: RulesConfig, tried: RulesTrial['examples'], schema: OutputSchema): RowTally[] {
  return [...rules.rows.keys(), null].map((row): RowTally => {
    const caught = tried.filter(({ outcome }) => outcome.row === row);
    const labelled = caught.filter(({ label }) => label !== null);
    const agreed = labelled.filter(({ label, outcome }) => agrees(schema, label, outcome.value));
    return {
      row,
      cases: caught.length,
      labelled: labelled.length,
      agreed: agreed.length,
      agreement: agreementOf(caught, schema),
    };
  });
}

function agreementOf(caught: RulesTrial['examples'], schema: OutputSchema): Estimate {
  return shareOfLabels(
    caught.flatMap(({ drawn, outcome }) => {
      if (!drawn) return [];
      const agreed = Number(agrees(schema, drawn.value, outcome.value));
      return [{ pi: drawn.propensity, errors: agreed, correct: 1 - agreed }];
    }),
  );
}
