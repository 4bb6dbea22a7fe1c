import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import { ranksOf, type Add, type SeenProject, type Vocabulary } from '@handrail/shared/monitoring';
import { assertMay, hidesBlind, mayReadPersonal } from '../../identity/index.js';
import { Database } from '../../platform/database/index.js';
import { ProjectDirectory } from '../../projects/index.js';
import { observeTexts, textsOf } from '../text/observe-texts.js';
import { findVocabulary } from '../text/vocabulary.sql.js';
import { championOf, isOfMachine, isOfTexts } from './drift-parts.js';
import { casesIn, casesOf, referencesOf, type SampleCase } from './references.sql.js';
import { tell } from './tell-case.js';

export type DifferentCase = { readonly id: string; readonly at: Date; readonly value: string };
type Question = {
  readonly projectId: string;
  readonly metric: string;
  readonly part: string;
  readonly from: Date;
  readonly to: Date;
};

/** The latest cases of the time that are looked through. */
const LOOKED_THROUGH = 2000;
const NAMED = 10;
const LONGEST_VALUE = 80;
/** A category is told apart by so much of its name, as in the reference. */
const LONGEST_NAME = 200;
type Seen = { readonly id: string; readonly at: Date; readonly value: number | string | null };

/** The cases of a time whose value is what the time differs from the reference by, among the latest 2,000. */
@Injectable()
export class DifferentCases {
  constructor(
    private readonly database: Database,
    private readonly directory: ProjectDirectory,
  ) {}

  async list(actor: Actor, { projectId, metric, part, from, to }: Question): Promise<DifferentCase[]> {
    assertMay(actor, 'monitoring:read', projectId);
    assertMay(actor, 'decisions:read', projectId);
    // Which case it was would tell whoever answers it blindly what the machine said.
    if (isOfMachine(metric) && hidesBlind(actor, projectId)) return [];
    const project = await this.directory.get(projectId);
    const frozen = await referencesOf(this.database, projectId, championOf(project));
    const reference = frozen.findLast((one) => one.metric === metric && one.part === part && one.segment === null);
    if (!reference) return [];
    const field = project.inputSchema.fields.find(({ name }) => name === part);
    const isPersonal = field?.personal !== undefined && !mayReadPersonal(actor, projectId);
    const vocabulary =
      metric === 'input.new_words'
        ? await findVocabulary(this.database, { projectId, decider: reference.decider, part })
        : undefined;
    const seen: Seen[] = [];
    const ids = await casesIn(this.database, { projectId, from, to, limit: LOOKED_THROUGH });
    for await (const cases of casesOf(this.database, ids)) {
      for (const one of cases) {
        const value = valueIn(one, project, { metric, part, vocabulary });
        if (value !== undefined) seen.push({ id: one.id, at: one.created_at, value: cut(value) });
      }
    }
    const ranks = ranksOf(
      reference,
      seen.map(({ value }) => value),
    );
    const ranked = seen.map((one, index) => ({ ...one, rank: ranks[index] ?? 0 })).sort((a, b) => b.rank - a.rank);
    return ranked
      .slice(0, NAMED)
      .map(({ id, at, value }) => ({ id, at, value: isPersonal ? 'personal' : textOf(value) }));
  }
}

function valueIn(
  one: SampleCase,
  project: SeenProject,
  wanted: { readonly metric: string; readonly part: string; readonly vocabulary: Vocabulary | undefined },
): number | string | null | undefined {
  let found: number | string | null | undefined;
  const take: Add = (metric, part, value) => {
    if (metric === wanted.metric && part === wanted.part) found = value;
  };
  if (isOfTexts(wanted.metric)) {
    const fields = project.inputSchema.fields.filter(({ name }) => name === wanted.part);
    observeTexts(textsOf({ project: { inputSchema: { fields } }, input: one.input }), () => wanted.vocabulary, take);
  } else tell(project, one, take);
  return found;
}

function cut(value: number | string | null): number | string | null {
  return typeof value === 'string' ? value.slice(0, LONGEST_NAME) : value;
}

function textOf(value: number | string | null): string {
  if (value === null) return 'missing';
  return typeof value === 'number' ? String(Number(value.toPrecision(6))) : value.slice(0, LONGEST_VALUE);
}
