import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { permissionsOf, type Actor, type ApiScope, type Role } from '@handrail/shared/contracts';
import { Clock } from '../platform/clock/index.js';
import { Database, UnitOfWork } from '../platform/database/index.js';
import { newId } from '../platform/ids/index.js';
import { invalid, notFound } from '../platform/http/index.js';
import { assertMay, personIdOf } from './may.js';

export type ApiKeyRow = {
  id: string;
  name: string;
  prefix: string;
  scopes: ApiScope[];
  created_by: string | null;
  created_at: Date;
  last_used_at: Date | null;
  revoked_at: Date | null;
};

const COLUMNS = `k.id, k.name, k.prefix, k.scopes, k.created_at, k.last_used_at, k.revoked_at,
  (select name from person where id = k.created_by) as created_by`;
const PREFIX_LENGTH = 12;
/** What an admin alone can give. */
const OF_EDITORS: ReadonlySet<ApiScope> = new Set(['profile:write', 'storage:write']);
const MAX_NAME = 120;
const KEPT_MS = 900;
const MAX_RECENT = 5000;
const TOUCH_AFTER = `interval '1 minute'`;

/** Keys of machines. The secret is shown once and kept as a hash. */
@Injectable()
export class ApiKeys {
  /** By the secret's hash: a busy caller is looked up once a second, not once a case. */
  private readonly recent = new Map<
    string,
    { actor: Promise<Extract<Actor, { kind: 'apiKey' }> | undefined>; until: number }
  >();

  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async create(
    actor: Actor,
    input: { projectId: string; name: string; scopes: readonly ApiScope[] },
  ): Promise<{ key: ApiKeyRow; secret: string }> {
    assertMay(actor, 'keys:edit', input.projectId);
    const name = input.name.trim();
    if (name === '' || name.length > MAX_NAME)
      throw invalid('Give the key a name.', [{ pointer: '/name', detail: `must have 1 to ${MAX_NAME} characters` }]);
    if (input.scopes.length === 0)
      throw invalid('Choose what the key may do.', [{ pointer: '/scopes', detail: 'is empty' }]);
    // Nobody gives a key more than they have.
    if (input.scopes.includes('personal:read')) assertMay(actor, 'personal:read', input.projectId);
    if (input.scopes.some((scope) => OF_EDITORS.has(scope))) assertMay(actor, 'project:edit', input.projectId);
    const secret = `hr_${randomBytes(24).toString('base64url')}`;
    const id = newId();
    await this.unitOfWork.run((tx) =>
      tx.query(
        `insert into api_key (id, project_id, name, prefix, secret_hash, scopes, created_by, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [
          id,
          input.projectId,
          name,
          secret.slice(0, PREFIX_LENGTH),
          hashOf(secret),
          [...new Set(input.scopes)],
          personIdOf(actor),
          this.clock.now(),
        ],
      ),
    );
    const [key] = await this.database.query<ApiKeyRow>(`select ${COLUMNS} from api_key k where id = $1`, [id]);
    if (!key) throw notFound('API key');
    return { key, secret };
  }

  async list(actor: Actor, projectId: string): Promise<ApiKeyRow[]> {
    assertMay(actor, 'keys:edit', projectId);
    return this.database.query<ApiKeyRow>(
      `select ${COLUMNS} from api_key k where k.project_id = $1 order by k.created_at desc limit 200`,
      [projectId],
    );
  }

  async revoke(actor: Actor, id: string): Promise<ApiKeyRow> {
    const [key] = await this.database.query<{ project_id: string }>('select project_id from api_key where id = $1', [
      id,
    ]);
    if (!key) throw notFound('API key');
    assertMay(actor, 'keys:edit', key.project_id);
    await this.unitOfWork.run((tx) =>
      tx.query('update api_key set revoked_at = coalesce(revoked_at, $2) where id = $1', [id, this.clock.now()]),
    );
    const [revoked] = await this.database.query<ApiKeyRow>(`select ${COLUMNS} from api_key k where id = $1`, [id]);
    if (!revoked) throw notFound('API key');
    return revoked;
  }

  /** Who a bearer secret belongs to; undefined for an unknown one, and within a second for a revoked one. */
  async find(secret: string): Promise<Extract<Actor, { kind: 'apiKey' }> | undefined> {
    const digest = hashOf(secret).toString('hex');
    const now = performance.now();
    const kept = this.recent.get(digest);
    if (kept && kept.until > now) return kept.actor;
    const actor = this.read(secret);
    if (this.recent.size >= MAX_RECENT) this.recent.clear();
    this.recent.set(digest, { actor, until: now + KEPT_MS });
    // Whoever asked hears of it; the next one asks anew.
    actor.catch(() => this.recent.delete(digest));
    return actor;
  }

  private async read(secret: string): Promise<Extract<Actor, { kind: 'apiKey' }> | undefined> {
    const [row] = await this.database.query<{
      id: string;
      project_id: string;
      scopes: ApiScope[];
      maker_roles: Role[];
      stale: boolean;
    }>(
      `select id, project_id, scopes, (last_used_at is null or last_used_at < $2::timestamptz - ${TOUCH_AFTER}) as stale,
              array(select role from membership m where m.project_id = k.project_id and m.person_id = k.created_by) as maker_roles
         from api_key k where secret_hash = $1 and revoked_at is null`,
      [hashOf(secret), this.clock.now()],
    );
    if (!row) return undefined;
    if (row.stale)
      await this.database.query('update api_key set last_used_at = $2 where id = $1', [row.id, this.clock.now()]);
    const { id: apiKeyId, project_id: projectId, scopes } = row;
    const isReviewers = permissionsOf(row.maker_roles).has('reviews:answer');
    return { kind: 'apiKey', apiKeyId, projectId, scopes, isReviewers };
  }
}

/** The secret of an `Authorization: Bearer …`; undefined where it is none. */
export function bearerIn(authorization: string | undefined): string | undefined {
  return /^Bearer\s+(\S+)$/i.exec(authorization ?? '')?.[1];
}

function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
