import { Injectable } from '@nestjs/common';
import type { Actor, FieldError } from '@handrail/shared/contracts';
import {
  checkAgainstSchemas,
  httpConfigSchema,
  rulesConfigSchema,
  secretsSchema,
  versionReference,
  type ProjectSchemas,
} from '@handrail/shared/deciders';
import { z } from 'zod';
import { ChangeFeed } from '../platform/change-feed/index.js';
import { Clock } from '../platform/clock/index.js';
import { UnitOfWork, type Tx } from '../platform/database/index.js';
import { invalid, notFound, parseWith } from '../platform/http/index.js';
import { OncePerKey } from '../platform/idempotency/index.js';
import { Sealer } from '../platform/signing/index.js';
import { ProjectDirectory, recordAudit } from '../projects/index.js';
import { checkMapping } from './connectors/check-mapping.js';
import { insertVersion, lockDecider } from './decider.sql.js';
import { assertMayRegister, nameOf } from './may-register.js';
import { sealSecrets } from './version-secrets.js';

const modelCardSchema = z
  .record(z.string().max(200), z.json())
  .refine((card) => JSON.stringify(card).length <= 100_000, 'at most 100,000 characters')
  .default({});
const common = { modelCard: modelCardSchema, secrets: secretsSchema.default({}) };

/** What a version is registered with, by its connector; uploaded and trained ones come their own ways. */
export const newVersionSchema = z.discriminatedUnion('connector', [
  z.strictObject({ connector: z.literal('caller'), config: z.strictObject({}).default({}), ...common }),
  z.strictObject({ connector: z.literal('http'), config: httpConfigSchema, ...common }),
  z.strictObject({ connector: z.literal('rules'), config: rulesConfigSchema, ...common }),
]);
export type NewVersion = z.output<typeof newVersionSchema>;

export type VersionRequest = {
  readonly projectId: string;
  /** Of the decider. */
  readonly name: string;
  readonly body: unknown;
  readonly idempotencyKey?: string | null;
};

/** Adds an immutable version to a decider. It decides nothing yet: that takes a placement or a rollout. */
@Injectable()
export class RegisterVersion {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly directory: ProjectDirectory,
    private readonly feed: ChangeFeed,
    private readonly sealer: Sealer,
    private readonly once: OncePerKey,
  ) {}

  /** Gives the reference, `name@version`. @throws ProblemError `invalid` with a pointer for everything that does not fit. */
  async run(actor: Actor, { projectId, name, body, idempotencyKey = null }: VersionRequest): Promise<string> {
    assertMayRegister(actor, projectId);
    const given = parseVersion(body, await this.directory.get(projectId));
    const { connector, config, modelCard, secrets } = given;
    const sealed = sealSecrets(this.sealer, { projectId, name }, secrets);
    const now = this.clock.now();
    const asked = { projectId, operation: 'version.register', key: idempotencyKey, body: { name, body }, now };
    const register = async (tx: Tx): Promise<string> => {
      const decider = await lockDecider(tx, projectId, name);
      if (!decider) throw notFound('decider');
      const createdBy = nameOf(actor);
      const { version } = await insertVersion(tx, decider, {
        projectId,
        connector,
        config,
        secrets: sealed,
        modelCard,
        createdBy,
        now,
      });
      const subject = versionReference(name, version);
      await recordAudit(tx, { projectId, actor, action: 'version.register', subject, detail: { connector }, now });
      await this.feed.publish(tx, { type: 'project', projectId });
      return subject;
    };
    return this.unitOfWork.run((tx) => this.once.run(tx, asked, () => register(tx)));
  }
}

/** @throws ProblemError `invalid` with a pointer for everything that does not fit the connector or the project. */
export function parseVersion(body: unknown, schemas: ProjectSchemas): NewVersion {
  const given = parseWith(newVersionSchema, body);
  const errors = [
    ...connectorErrors(given, schemas).map(({ pointer, detail }) => ({ pointer: `/config${pointer}`, detail })),
    ...secretErrors(given),
  ];
  if (errors.length > 0)
    throw invalid(`${errors.length === 1 ? 'One value does' : `${errors.length} values do`} not fit.`, errors);
  return given;
}

function connectorErrors(given: NewVersion, schemas: ProjectSchemas): FieldError[] {
  switch (given.connector) {
    case 'caller':
      return [];
    case 'rules':
      return checkAgainstSchemas({ rules: given.config }, schemas);
    case 'http':
      return [...checkAgainstSchemas({ http: given.config }, schemas), ...checkMapping(given.config)];
  }
}

function secretErrors(given: NewVersion): FieldError[] {
  const auth = given.connector === 'http' ? given.config.auth.kind : 'none';
  const has = given.secrets.credential !== undefined;
  if (auth !== 'none' && !has)
    return [{ pointer: '/secrets/credential', detail: `is needed for authentication by ${auth}` }];
  return auth === 'none' && has
    ? [{ pointer: '/secrets/credential', detail: 'is of no use without authentication' }]
    : [];
}
