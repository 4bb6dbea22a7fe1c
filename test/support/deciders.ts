import type { Session } from './handrail.js';
import type { World } from './world.js';

export type Version = {
  id: string;
  reference: string;
  state: string;
  inForceAs: string[];
  hasSecrets: boolean;
  config: unknown;
};
export const VERSION = 'id reference state inForceAs hasSecrets config';

/** What most versions over HTTP are asked with here: any JSON at this path. */
export function jsonConfig(url: string, path: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    protocol: 'json',
    baseUrl: url,
    path,
    body: { content: '{{input.text}}' },
    mapping: { value: 'value', confidence: 'confidence' },
    timeoutMs: 500,
    retries: 0,
    ...more,
  };
}

export async function registerDecider(world: World, name: string, kind: 'MODEL' | 'SYSTEM' = 'MODEL'): Promise<string> {
  const { registerDecider: result } = await world.scientist.run<{ registerDecider: { __typename: string } }>(
    'mutation ($input: RegisterDeciderInput!) { registerDecider(input: $input) { __typename } }',
    { input: { projectId: world.projectId, name, kind, owner: 'Grace' } },
  );
  return result.__typename;
}

export async function registerVersion(
  world: World,
  name: string,
  given: { connector: string; config?: unknown; secrets?: { credential: string } },
): Promise<Version> {
  const { registerVersion: version } = await world.scientist.run<{ registerVersion: Version }>(
    `mutation ($input: RegisterVersionInput!) { registerVersion(input: $input) { ${VERSION} } }`,
    { input: { projectId: world.projectId, name, ...given } },
  );
  return version;
}

/** A decider with one version over HTTP; gives the reference. */
export async function registerHttp(
  world: World,
  name: string,
  given: { config: unknown; kind?: 'MODEL' | 'SYSTEM'; secrets?: { credential: string } },
): Promise<string> {
  await registerDecider(world, name, given.kind);
  const { config, secrets } = given;
  return (await registerVersion(world, name, { connector: 'HTTP', config, ...(secrets && { secrets }) })).reference;
}

export type Outcome = { __typename: string; message?: string; places?: string[]; version?: Version };

export async function place(
  world: World,
  reference: string,
  given: { place: 'INCUMBENT' | 'PREVIOUS_SYSTEM' | 'SHADOW'; isIn?: boolean; reason?: string },
): Promise<Outcome> {
  const { placeVersion } = await world.admin.run<{ placeVersion: Outcome }>(
    `mutation ($input: PlaceVersionInput!) { placeVersion(input: $input) { __typename ... on PlacementRefused { message }
      ... on PolicyChangedMeanwhile { message } ... on PlaceVersionSuccess { version { ${VERSION} } } } }`,
    { input: { projectId: world.projectId, reference, isIn: true, reason: 'a test', ...given } },
  );
  return placeVersion;
}

export async function retire(world: World, reference: string): Promise<Outcome> {
  const { retireVersion } = await world.admin.run<{ retireVersion: Outcome }>(
    `mutation ($input: RetireVersionInput!) { retireVersion(input: $input) { __typename
      ... on VersionInUse { message places } ... on RetireVersionSuccess { version { ${VERSION} } } } }`,
    { input: { projectId: world.projectId, reference, reason: 'worn out' } },
  );
  return retireVersion;
}

export type Tested = {
  request: { method: string; url: string; headers: Record<string, string>; body: unknown } | null;
  health: string | null;
  answer: { status: number; contentType: string; text: string } | null;
  prediction: { value: unknown; confidence: number | null; scores: unknown; evidence: unknown } | null;
  error: string | null;
  latencyMs: number;
};

export async function testConnection(session: Session, input: Record<string, unknown>): Promise<Tested> {
  const { testConnection: tested } = await session.run<{ testConnection: Tested }>(
    `mutation ($input: TestConnectionInput!) { testConnection(input: $input) { request { method url headers body } health
      answer { status contentType text } prediction { value confidence scores evidence } error latencyMs } }`,
    { input },
  );
  return tested;
}
