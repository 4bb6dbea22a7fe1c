import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import { onnxConfigSchema, versionReference, type OnnxConfig, type Said } from '@handrail/shared/deciders';
import type { CaseInput, InputSchema } from '@handrail/shared/schema';
import { ChangeFeed } from '../../platform/change-feed/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database, UnitOfWork, type Tx } from '../../platform/database/index.js';
import { invalid, notFound, parseWith } from '../../platform/http/index.js';
import { OncePerKey } from '../../platform/idempotency/index.js';
import { ProjectDirectory, recordAudit } from '../../projects/index.js';
import { insertVersion, lockDecider } from '../decider.sql.js';
import { assertMayRegister, nameOf } from '../may-register.js';
import { openModel } from './onnx-connector.js';
import { NotOnnx, type OnnxDescription } from './onnx-file.js';
import { mappingErrors, proposeMapping } from './propose-mapping.js';
import { readModel } from './read-model.js';

export type OnnxUpload = {
  readonly projectId: string;
  readonly name: string;
  readonly file: Buffer;
  /** As stated; undefined: found out. */
  readonly mapping: unknown;
  readonly idempotencyKey?: string | null;
};
export type CheckedOnnx = {
  readonly description: OnnxDescription;
  readonly config: OnnxConfig;
  /** A case that it was asked about, the project's newest or a made-up one, and what it said; or what went wrong. */
  readonly trial: { readonly input: CaseInput; readonly said: Said | null; readonly error: string | null };
};

const TRIAL_MS = 10_000;

/** Takes an uploaded ONNX model: looks whether it is one and fits the project, asks it about a case, keeps it. */
@Injectable()
export class RegisterOnnx {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly directory: ProjectDirectory,
    private readonly feed: ChangeFeed,
    private readonly once: OncePerKey,
  ) {}

  /** Everything short of keeping it. @throws ProblemError `invalid`: no ONNX, other inputs (with what is expected), cannot be loaded. */
  async check(actor: Actor, { projectId, file, mapping }: OnnxUpload): Promise<CheckedOnnx> {
    assertMayRegister(actor, projectId);
    const project = await this.directory.get(projectId);
    const description = await describe(file);
    const config = mapping === undefined ? proposed(description, project) : stated(mapping, description, project);
    const input = (await this.newestInput(projectId, config)) ?? madeUp(project.inputSchema);
    return { description, config, trial: await this.tryOut(file, config, input) };
  }

  /** Gives the reference, `name@version`. @throws ProblemError as `check` does, and where the trial fails. */
  async run(actor: Actor, upload: OnnxUpload): Promise<string> {
    const { config, description, trial } = await this.check(actor, upload);
    if (trial.error !== null) throw invalid(`The model was asked about a case and gave no answer: ${trial.error}`);
    const { projectId, name, file, idempotencyKey = null } = upload;
    const now = this.clock.now();
    const asked = { projectId, operation: 'version.upload', key: idempotencyKey, body: identityOf(upload), now };
    const register = async (tx: Tx): Promise<string> => {
      const decider = await lockDecider(tx, projectId, name);
      if (!decider) throw notFound('decider');
      if (decider.kind !== 'model') throw invalid(`${name} is a previous system; register a model for this file.`);
      const { version } = await insertVersion(tx, decider, {
        projectId,
        connector: 'onnx',
        config,
        artifact: file,
        modelCard: { kind: 'onnx', bytes: file.length, ...description },
        createdBy: nameOf(actor),
        now,
      });
      const subject = versionReference(name, version);
      await recordAudit(tx, {
        projectId,
        actor,
        action: 'version.register',
        subject,
        detail: { connector: 'onnx' },
        now,
      });
      await this.feed.publish(tx, { type: 'project', projectId });
      return subject;
    };
    return this.unitOfWork.run((tx) => this.once.run(tx, asked, () => register(tx)));
  }

  /** The newest of the last cases that has every field that the model asks for. */
  private async newestInput(projectId: string, { inputs }: OnnxConfig): Promise<CaseInput | undefined> {
    const fields = [...new Set(inputs.flatMap(({ columns }) => columns.map(({ field }) => field)))];
    const [row] = await this.database.query<{ input: CaseInput }>(
      `select input from (select input, created_at, id from intake_case where project_id = $1 order by created_at desc, id desc limit 200) c
        where input ?& $2::text[] order by created_at desc, id desc limit 1`,
      [projectId, fields],
    );
    return row?.input;
  }

  private async tryOut(file: Buffer, config: OnnxConfig, input: CaseInput): Promise<CheckedOnnx['trial']> {
    const model = await openModel(file, config, 1).catch((error: Error) => {
      throw invalid(`The runtime cannot load the model: ${error.message}`, [
        { pointer: '/file', detail: error.message },
      ]);
    });
    try {
      return { input, said: await model.ask({ input, signal: AbortSignal.timeout(TRIAL_MS) }), error: null };
    } catch (error) {
      return { input, said: null, error: error instanceof Error ? error.message : 'it failed' };
    } finally {
      await model.close?.();
    }
  }
}

/** What tells one upload from another: the file by its hash. */
function identityOf({ name, file, mapping }: OnnxUpload): unknown {
  return { name, mapping: mapping ?? null, file: createHash('sha256').update(file).digest('hex') };
}

async function describe(file: Buffer): Promise<OnnxDescription> {
  try {
    return (await readModel(file)).description;
  } catch (error) {
    if (error instanceof NotOnnx) throw invalid(error.message, [{ pointer: '/file', detail: error.message }]);
    throw error;
  }
}

type Project = Parameters<typeof proposeMapping>[1];

function proposed(description: OnnxDescription, project: Project): OnnxConfig {
  const { config, errors } = proposeMapping(description, project);
  if (!config)
    throw invalid(`The model does not fit this project: ${errors.map(({ detail }) => detail).join('. ')}.`, errors);
  return config;
}

function stated(mapping: unknown, description: OnnxDescription, project: Project): OnnxConfig {
  const config = parseWith(onnxConfigSchema, mapping);
  const errors = mappingErrors(config, description, project);
  if (errors.length > 0) throw invalid('The mapping does not fit.', errors);
  return config;
}

/** A case with something in each field, for a project that has none yet. */
function madeUp({ fields }: InputSchema): CaseInput {
  return Object.fromEntries(
    fields.map((field): [string, CaseInput[string]] => {
      switch (field.type) {
        case 'number':
          return [field.name, field.minimum ?? field.maximum ?? 0];
        case 'boolean':
          return [field.name, false];
        case 'category':
          return [field.name, field.values?.[0] ?? 'any'];
        case 'date-time':
          return [field.name, '2026-01-01T12:00:00Z'];
        case 'text':
          return [field.name, 'Some text.'];
        case 'image-url':
        case 'audio-url':
          return [field.name, 'https://example.org/file'];
      }
    }),
  );
}
