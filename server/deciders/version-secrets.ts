import { secretsSchema, type VersionSecrets } from '@handrail/shared/deciders';
import type { Sealer } from '../platform/signing/index.js';

type Owner = { readonly projectId: string; readonly name: string };

/** Encrypts a version's secrets for the decider that they belong to; null where there are none. */
export function sealSecrets(sealer: Sealer, owner: Owner, secrets: VersionSecrets): Buffer | null {
  return secrets.credential === undefined ? null : sealer.seal(contextOf(owner), JSON.stringify(secrets));
}

/** @throws Error in words for an admin when they do not open: the installation has another secret now. */
export function openSecrets(sealer: Sealer, owner: Owner, sealed: Buffer | null): VersionSecrets {
  if (sealed === null) return {};
  const text = sealer.open(contextOf(owner), sealed);
  if (text === undefined)
    throw new Error('its secret cannot be read: HANDRAIL_SECRET is another one now; register a new version');
  return secretsSchema.parse(JSON.parse(text));
}

function contextOf({ projectId, name }: Owner): string {
  return `decider ${projectId} ${name}`;
}
