import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import {
  binCount,
  Binning,
  emptyCell,
  type Add,
  type Cell,
  type Layout,
  type SeenProject,
  type Vocabulary,
} from '@handrail/shared/monitoring';
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

/** The cases of a time whose value was rarest in the reference, among the latest 2,000. */
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
    const rarity = rarityOf(reference.layout, reference.cell);
    const vocabulary =
      metric === 'input.new_words'
        ? await findVocabulary(this.database, { projectId, decider: reference.decider, part })
        : undefined;
    const ranked: { id: string; at: Date; value: number | string | null; rank: number }[] = [];
    const ids = await casesIn(this.database, { projectId, from, to, limit: LOOKED_THROUGH });
    for await (const cases of casesOf(this.database, ids)) {
      for (const one of cases) {
        const value = valueIn(one, project, { metric, part, vocabulary });
        if (value !== undefined) ranked.push({ id: one.id, at: one.created_at, value, rank: rarity(value) });
      }
      ranked.sort((a, b) => b.rank - a.rank).splice(NAMED);
    }
    return ranked.map(({ id, at, value }) => ({ id, at, value: isPersonal ? 'personal' : textOf(value) }));
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

/** How rare a value was: by the density of its bin, and of two in the outermost bin the one that lies further out. */
function rarityOf(
  layout: Layout,
  { bins, count, missing, sum, sumSquares }: Cell,
): (value: number | string | null) => number {
  const binning = new Binning(layout);
  const [mean, deviation] = [sum / count, Math.sqrt(Math.max(1e-12, sumSquares / count - (sum / count) ** 2))];
  return (value) => {
    if (value === null) return -Math.log((missing + 0.5) / (count + missing + 1));
    if (typeof value === 'number') return Math.abs(value - mean) / deviation;
    const cell = emptyCell({ binning });
    if (cell.bins) binning.add(cell.bins, value);
    const place = cell.bins?.counts.findIndex((each) => each > 0) ?? binCount(layout);
    return -Math.log((timesSeen(layout, bins?.counts ?? [], place) + 0.5) / (count + missing + 1));
  };
}

/** How often the reference held a name: what is listed was held, be it once, and what is not was never. */
function timesSeen(layout: Layout, counts: readonly number[], place: number): number {
  const size = binCount(layout);
  if (place > size) return 0;
  const names = place === size && layout.kind === 'categorical' ? Math.max(1, layout.rest.length) : 1;
  return Math.max(1, (counts[place] ?? 0) / names);
}

function textOf(value: number | string | null): string {
  if (value === null) return 'missing';
  return typeof value === 'number' ? String(Number(value.toPrecision(6))) : value.slice(0, LONGEST_VALUE);
}
