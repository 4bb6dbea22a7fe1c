import type { Actor } from '@handrail/shared/contracts';
import type { DeploymentProfile } from '@handrail/shared/projects';
import type { Tx } from '../platform/database/index.js';
import { newId } from '../platform/ids/index.js';

export type ProfileRow = {
  id: string;
  project_id: string;
  version: number;
  profile: unknown;
  reason: string;
  created_by: string;
  created_at: Date;
};

export const PROFILE_COLUMNS = 'id, project_id, version, profile, reason, created_by, created_at';

type NewProfile = {
  readonly projectId: string;
  readonly version: number;
  readonly profile: DeploymentProfile;
  readonly reason: string;
  readonly actor: Actor;
  readonly now: Date;
};

/** Appends a version; undefined when somebody else has just taken that number. */
export async function insertProfile(tx: Tx, given: NewProfile): Promise<ProfileRow | undefined> {
  const { actor } = given;
  const [row] = await tx.query<ProfileRow>(
    `insert into deployment_profile (id, project_id, version, profile, reason, created_by, created_by_id, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (project_id, version) do nothing returning ${PROFILE_COLUMNS}`,
    [
      newId(),
      given.projectId,
      given.version,
      given.profile,
      given.reason,
      actor.kind === 'apiKey' ? 'an API key' : actor.name,
      actor.kind === 'person' ? actor.personId : null,
      given.now,
    ],
  );
  return row;
}

/** Newest first, at most 100. */
export const PROFILES = `select ${PROFILE_COLUMNS} from deployment_profile where project_id = $1 order by version desc limit 100`;
