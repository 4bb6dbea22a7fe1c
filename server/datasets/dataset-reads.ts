import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import {
  barePersonalFields,
  columnsOf,
  datasetDefinitionSchema,
  datasetRow,
  effectiveProtection,
  emptyShape,
  shapeOf,
  withQueue,
  type DatasetCard,
  type DatasetRow,
  type ReviewStrata,
} from '@handrail/shared/datasets';
import { inputSchemaSchema } from '@handrail/shared/schema';
import { assertMay, mayIn, mayReadPersonal } from '../identity/index.js';
import { Clock } from '../platform/clock/index.js';
import { Database, UnitOfWork, type Tx } from '../platform/database/index.js';
import { notFound, parseWith, ProblemError } from '../platform/http/index.js';
import { ProjectDirectory } from '../projects/index.js';
import { countRows, inTime, type Counted } from './dataset-count.sql.js';
import type { BlockSource } from './dataset-blocks.sql.js';
import { CANDIDATES, candidateParameters, type Asked, type FactsRow } from './dataset-facts.sql.js';
import { VERSIONS, type VersionRow } from './dataset-rows.js';
import type { FormatContext } from './formats/index.js';
import { reviewStrata } from './review-strata.sql.js';

const MAX_PREVIEW = 50;
/** Together under 300 ms. */
const PATIENCE = { count: 60, sample: 100, strata: 300 };

/** Datasets as screens, pipelines and notebooks read them. */
@Injectable()
export class DatasetReads {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly directory: ProjectDirectory,
  ) {}

  /** A project's versions, newest first, at most 200. */
  async list(actor: Actor, projectId: string): Promise<VersionRow[]> {
    mayRead(actor, projectId);
    return this.database.query<VersionRow>(`${VERSIONS} where v.project_id = $1 order by v.number desc limit 200`, [
      projectId,
    ]);
  }

  /** A project's version by its number. @throws ProblemError `not-found`. */
  async get(actor: Actor, projectId: string, number: number): Promise<VersionRow> {
    mayRead(actor, projectId);
    const [row] = await this.database.query<VersionRow>(`${VERSIONS} where v.project_id = $1 and v.number = $2`, [
      projectId,
      number,
    ]);
    if (!row) throw notFound('dataset');
    return row;
  }

  /** How many rows a definition would give now: exact where that takes no time, else an estimate with its margin. */
  async count(actor: Actor, projectId: string, given: unknown): Promise<Counted> {
    mayRead(actor, projectId);
    const definition = parseWith(datasetDefinitionSchema, given);
    const { outputSchema } = await this.directory.get(projectId);
    const asked = { projectId, outputSchema, frozenAt: this.clock.now(), ...definition };
    return countRows({ database: this.database, inTx: (work) => this.unitOfWork.run(work) }, asked, PATIENCE);
  }

  /** The first rows that a definition would give now, at most 50. */
  async preview(actor: Actor, projectId: string, given: unknown): Promise<DatasetRow[]> {
    mayRead(actor, projectId);
    const definition = parseWith(datasetDefinitionSchema, given);
    const { policy, inputSchema, outputSchema } = await this.directory.get(projectId);
    const mayPersonal = mayReadPersonal(actor, projectId);
    const shown = { ...definition, protection: effectiveProtection(inputSchema, definition.protection, mayPersonal) };
    const found: DatasetRow[] = [];
    const frozenAt = this.clock.now();
    const asked = { projectId, frozenAt, ...definition };
    const strata = await this.strata(asked);
    const candidates = this.database.stream<FactsRow>(CANDIDATES, candidateParameters(asked));
    for await (const facts of candidates) {
      const row = datasetRow(strata ? withQueue(facts, strata) : facts, shown, { salt: policy.salt, outputSchema });
      if (row) found.push(row);
      if (found.length >= MAX_PREVIEW) break;
    }
    return found;
  }

  /** Undefined where counting takes too long for somebody who waits: then weights are shown as they were recorded. */
  private strata(asked: Asked): Promise<ReviewStrata | undefined> {
    const inTx = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => this.unitOfWork.run(work);
    return inTime(inTx, PATIENCE.strata, (tx) => reviewStrata((sql, parameters) => tx.query(sql, parameters), asked));
  }

  /** @throws ProblemError `forbidden` where the version has personal fields as they are, and the actor may not read such. */
  async assertMayTake(actor: Actor, version: VersionRow): Promise<void> {
    if (mayReadPersonal(actor, version.project_id)) return;
    const bare = await this.barePersonal(version);
    if (bare.length > 0)
      throw new ProblemError(
        'forbidden',
        `Dataset ${version.number} has personal fields as they are (${bare.join(', ')}). Freeze it anew: your version protects them.`,
      );
  }

  /** Fields that the project marks as personal now and that the version has as they are. */
  async barePersonal({
    project_id: projectId,
    definition,
  }: Pick<VersionRow, 'project_id' | 'definition'>): Promise<string[]> {
    return barePersonalFields((await this.directory.get(projectId)).inputSchema, definition.protection);
  }

  /** Where a frozen version's rows are. @throws ProblemError `conflict` while it is built. */
  blocksOf(version: VersionRow): BlockSource {
    if (version.state !== 'ready')
      throw new ProblemError('conflict', `Dataset ${version.number} is ${version.state}; it has no rows yet.`);
    return { url: this.database.url, versionId: version.id };
  }

  /** The version as it is now; undefined when it is gone. */
  async again({ id }: VersionRow): Promise<VersionRow | undefined> {
    const [row] = await this.database.query<VersionRow>(`${VERSIONS} where v.id = $1`, [id]);
    return row;
  }

  contextOf(version: VersionRow): Omit<FormatContext, 'scratch'> {
    const { name, number, output_schema: outputSchema, shape, card } = version;
    return {
      name,
      number,
      inputSchema: inputSchemaSchema.parse(version.input_schema),
      outputSchema,
      shape: shape ?? shapeOf(emptyShape()),
      columns: columnsOf(version.definition),
      card: card as DatasetCard,
      drift: version.drift,
      about: version.definition.about,
      protection: version.definition.protection,
      sha256: version.sha256 ?? '',
      createdAt: version.created_at,
    };
  }
}

/** A key was checked for its scope, and sees its own project only. */
function mayRead(actor: Actor, projectId: string): void {
  if (actor.kind === 'apiKey') {
    if (actor.projectId !== projectId) throw notFound('project');
  } else if (!mayIn(actor, 'labels:read', projectId)) assertMay(actor, 'labels:read', projectId);
}
