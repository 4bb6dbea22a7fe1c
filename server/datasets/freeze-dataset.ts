import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Actor } from '@handrail/shared/contracts';
import {
  DATASET_COLUMNS,
  datasetDefinitionSchema,
  effectiveProtection,
  type DatasetDefinition,
} from '@handrail/shared/datasets';
import { assertMay, mayReadPersonal } from '../identity/index.js';
import { Clock } from '../platform/clock/index.js';
import { Database, UnitOfWork, type Tx } from '../platform/database/index.js';
import { invalid, notFound, parseWith } from '../platform/http/index.js';
import { OncePerKey } from '../platform/idempotency/index.js';
import { newId } from '../platform/ids/index.js';
import { JobQueue } from '../platform/queue/index.js';
import { ProjectDirectory } from '../projects/index.js';
import { VERSIONS, type VersionRow } from './dataset-rows.js';
import { setSchedule } from './dataset-schedule.sql.js';
import { BUILD_VERSION } from './datasets.jobs.js';
import { lastPosition } from './label-positions.sql.js';
import { everyMinutesSchema } from './schedule-dataset.js';

const newVersionSchema = z.strictObject({
  /** Versions of one name are compared with each other. */
  name: z.string().trim().min(1).max(120),
  /** Absent: as the last version of this name has it. */
  definition: datasetDefinitionSchema.optional(),
  /** How often the next versions are frozen by themselves; absent: as it is, null: not any more. */
  everyMinutes: everyMinutesSchema.optional(),
});

/** Freezes the labels that are there now: a new numbered version, built by a job. */
@Injectable()
export class FreezeDataset {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly queue: JobQueue,
    private readonly directory: ProjectDirectory,
    private readonly once: OncePerKey,
  ) {}

  /** The caller has checked an API key's scope; a person needs `labels:read`. @throws ProblemError naming each bad field. */
  async run(actor: Actor, projectId: string, { input, key = null }: FreezeRequest): Promise<VersionRow> {
    if (actor.kind === 'person') assertMay(actor, 'labels:read', projectId);
    const given = parseWith(newVersionSchema, input);
    const { inputSchema } = await this.directory.get(projectId);
    refuseUnknownFields(given.definition, new Set(inputSchema.fields.map(({ name }) => name)));
    const now = this.clock.now();
    const by = actor.kind === 'apiKey' ? 'an API key' : actor.name;
    const freeze = async (tx: Tx): Promise<string> => {
      const known = given.definition ?? datasetDefinitionSchema.parse({});
      const [dataset] = await tx.query<{ id: string }>(
        `insert into dataset as d (id, project_id, name, definition, created_by, created_at) values ($1, $2, $3, $4, $5, $6)
         on conflict (project_id, name) do update set definition = case when $7 then excluded.definition else d.definition end
         returning id`,
        [newId(), projectId, given.name, JSON.stringify(known), by, now, given.definition !== undefined],
      );
      if (!dataset) throw notFound('dataset');
      if (given.everyMinutes !== undefined)
        await setSchedule(tx, { projectId, name: given.name, everyMinutes: given.everyMinutes, now });
      const isTrusted = mayReadPersonal(actor, projectId);
      return this.insert(tx, { datasetId: dataset.id, projectId, by, now, isTrusted });
    };
    const asked = { projectId, operation: 'dataset.freeze', key, body: input, now };
    const id = await this.unitOfWork.run((tx) => this.once.run(tx, asked, () => freeze(tx)));
    await this.enqueue(id);
    const [version] = await this.database.query<VersionRow>(`${VERSIONS} where v.id = $1`, [id]);
    if (!version) throw notFound('dataset');
    return version;
  }

  /** A new version of a dataset as it is defined now, to be built; gives its id. */
  async insert(tx: Tx, { datasetId, projectId, by, now, isTrusted }: NewVersion): Promise<string> {
    const id = newId();
    const { inputSchema, outputSchema } = await this.directory.get(projectId);
    const newest = await lastPosition(tx, projectId);
    const [dataset] = await tx.query<{ definition: DatasetDefinition }>(
      'select definition from dataset where id = $1',
      [datasetId],
    );
    if (!dataset) throw notFound('dataset');
    const { definition } = dataset;
    const protection = effectiveProtection(inputSchema, definition.protection, isTrusted);
    // One project's versions are numbered one after the other.
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 1))', [projectId]);
    await tx.query(
      `insert into dataset_version (id, dataset_id, project_id, number, definition, input_schema, output_schema, state, created_by, created_at, newest_label)
       select $1, $2, $3, (select coalesce(max(number), 0) + 1 from dataset_version where project_id = $3), $9, $4, $5, 'building', $6, $7, $8`,
      [
        id,
        datasetId,
        projectId,
        inputSchema,
        outputSchema,
        by,
        now,
        newest,
        JSON.stringify({ ...definition, protection }),
      ],
    );
    return id;
  }

  /** Once the version is committed. */
  async enqueue(versionId: string): Promise<void> {
    await this.queue.enqueue(BUILD_VERSION, { versionId }, `dataset-${versionId}`);
  }
}

/** `key`: under which it may come again. */
type FreezeRequest = { readonly input: unknown; readonly key?: string | null };

type NewVersion = {
  readonly datasetId: string;
  readonly projectId: string;
  readonly by: string;
  readonly now: Date;
  /** Whether who asks may have personal fields as they are. */
  readonly isTrusted: boolean;
};

function refuseUnknownFields(
  definition: z.output<typeof datasetDefinitionSchema> | undefined,
  fields: Set<string>,
): void {
  if (!definition) return;
  const { by } = definition.split;
  const columns = new Set<string>(DATASET_COLUMNS.map(({ name }) => name));
  const errors = [
    ...(definition.columns ?? []).flatMap((name, index) =>
      columns.has(name) ? [] : [{ pointer: `/definition/columns/${index}`, detail: 'is not a column of a dataset' }],
    ),
    ...Object.keys(definition.protection)
      .filter((name) => !fields.has(name))
      .map((name) => ({ pointer: `/definition/protection/${name}`, detail: 'is not a field of this project' })),
    ...(by === 'content' || fields.has(by)
      ? []
      : [{ pointer: '/definition/split/by', detail: 'is neither content nor a field of this project' }]),
  ];
  if (errors.length > 0) throw invalid('The definition names what there is not.', errors);
}
