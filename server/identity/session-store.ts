import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Actor, Role } from '@handrail/shared/contracts';
import { Clock } from '../platform/clock/index.js';
import { Database, UnitOfWork } from '../platform/database/index.js';
import { Signer } from '../platform/signing/index.js';

export const SESSION_COOKIE = 'handrail_session';
export const SESSION_DAYS = 14;
const DAY_MS = 86_400_000;

type SessionRow = {
  id: string;
  name: string;
  is_owner: boolean;
  grants: { projectId: string; roles: Role[] }[] | null;
};

/**
 * Sessions: the cookie holds a random token, the database only its signature. A copy of the table opens no session, and a
 * new `HANDRAIL_SECRET` ends them all.
 */
@Injectable()
export class SessionStore {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly signer: Signer,
  ) {}

  /** Opens a session; gives the token for the cookie. */
  async open(personId: string): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    const now = this.clock.now();
    await this.unitOfWork.run(async (tx) => {
      await tx.query('delete from session where expires_at < $1', [now]);
      await tx.query('insert into session (token_hash, person_id, created_at, expires_at) values ($1, $2, $3, $4)', [
        this.signatureOf(token),
        personId,
        now,
        new Date(now.getTime() + SESSION_DAYS * DAY_MS),
      ]);
    });
    return token;
  }

  async close(cookieHeader: string | undefined): Promise<void> {
    const token = tokenIn(cookieHeader);
    if (token === undefined) return;
    await this.unitOfWork.run((tx) => tx.query('delete from session where token_hash = $1', [this.signatureOf(token)]));
  }

  /** Who a request's cookie belongs to; read afresh each time, so that a role taken away is gone at once. */
  async find(cookieHeader: string | undefined): Promise<Extract<Actor, { kind: 'person' }> | undefined> {
    const token = tokenIn(cookieHeader);
    if (token === undefined) return undefined;
    const [row] = await this.database.query<SessionRow>(
      `select p.id, p.name, p.is_owner,
              (select json_agg(json_build_object('projectId', g.project_id, 'roles', g.roles))
                 from (select project_id, array_agg(role order by role) as roles
                         from membership where person_id = p.id group by project_id) g) as grants
         from session s join person p on p.id = s.person_id
        where s.token_hash = $1 and s.expires_at > $2 and p.disabled_at is null`,
      [this.signatureOf(token), this.clock.now()],
    );
    if (!row) return undefined;
    return { kind: 'person', personId: row.id, name: row.name, isOwner: row.is_owner, grants: row.grants ?? [] };
  }

  private signatureOf(token: string): Buffer {
    return this.signer.sign('session', token);
  }
}

function tokenIn(cookieHeader: string | undefined): string | undefined {
  const prefix = `${SESSION_COOKIE}=`;
  const cookie = cookieHeader?.split(/;\s*/).find((part) => part.startsWith(prefix));
  return cookie === undefined || cookie.length === prefix.length ? undefined : cookie.slice(prefix.length);
}
