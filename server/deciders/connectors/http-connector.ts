import { Injectable } from '@nestjs/common';
import {
  httpConfigSchema,
  parseReference,
  type DeciderKind,
  type HttpConfig,
  type ProjectSchemas,
  type Said,
  type VersionSecrets,
} from '@handrail/shared/deciders';
import type { CaseInput } from '@handrail/shared/schema';
import { AddressRules } from '../../platform/outbound/index.js';
import { Sealer } from '../../platform/signing/index.js';
import type { OpenConnector, StoredVersion } from '../connector.js';
import { ProgramPool } from '../programs/program-pool.js';
import { openSecrets } from '../version-secrets.js';
import { FailedRequest, type RawAnswer } from './failed-request.js';
import { HttpClient } from './http-client.js';
import type { ProtocolRequest } from './http-protocol.js';
import { protocolOf } from './protocols.js';
import { readAnswer } from './read-answer.js';

/** A version as it can be asked once, whether it is registered or still on somebody's screen. */
export type TriedVersion = ProjectSchemas & {
  readonly config: HttpConfig;
  readonly secrets: VersionSecrets;
  readonly kind: DeciderKind;
};
/** Everything that happened when a version was asked once; secrets are masked everywhere. */
export type HttpTrial = {
  readonly request: { method: string; url: string; headers: Record<string, string>; body: unknown };
  /** The status that its health address answered with, or why it did not; undefined: it has none. */
  readonly health: string | undefined;
  readonly answer: RawAnswer | undefined;
  readonly said: Said | undefined;
  readonly error: string | undefined;
  readonly latencyMs: number;
};

const SHOWN_CHARACTERS = 4000;
const MAX_WORDS = 300;

/** Asks versions over HTTP. */
@Injectable()
export class HttpConnector {
  constructor(
    private readonly sealer: Sealer,
    private readonly rules: AddressRules,
    private readonly programs: ProgramPool,
  ) {}

  open(version: StoredVersion): OpenConnector {
    const { kind, outputSchema } = version;
    const { config, secrets, ...schemas } = this.unsealed(version);
    const protocol = protocolOf(config, { ...schemas, kind, programs: this.programs.runner() });
    const client = new HttpClient(config, secrets, { rules: this.rules });
    return {
      ask: async ({ input, signal }) => {
        try {
          const raw = await client.send(protocol.request(input), signal);
          return await readAnswer(raw, protocol, { outputSchema, kind });
        } catch (error) {
          // Kept with the case, so it is short and holds no secret that the server has sent back.
          throw new Error(inWords(error, client), { cause: error });
        }
      },
      close: () => client.close(),
    };
  }

  /** A stored version with its secrets in the open; for this feature only. */
  unsealed({ config, secrets, projectId, reference, kind, inputSchema, outputSchema }: StoredVersion): TriedVersion {
    const name = parseReference(reference)?.name ?? reference;
    const opened = openSecrets(this.sealer, { projectId, name }, secrets);
    return { config: httpConfigSchema.parse(config), secrets: opened, kind, inputSchema, outputSchema };
  }

  /** Asks once, over connections of its own, and tells all that happened. Never throws for what the server does. */
  async try({ config, secrets, kind, ...schemas }: TriedVersion, input: CaseInput): Promise<HttpTrial> {
    const protocol = protocolOf(config, { ...schemas, kind, programs: this.programs.runner() });
    const client = new HttpClient(config, secrets, { rules: this.rules });
    const signal = AbortSignal.timeout(config.timeoutMs);
    const started = performance.now();
    let asked: ProtocolRequest = { method: 'POST', path: '' };
    let answer: RawAnswer | undefined;
    let said: Said | undefined;
    let error: string | undefined;
    try {
      asked = protocol.request(input);
      answer = await client.send(asked, signal);
      said = await readAnswer(answer, protocol, { outputSchema: schemas.outputSchema, kind });
    } catch (thrown) {
      error = inWords(thrown, client);
      if (thrown instanceof FailedRequest) answer = thrown.raw;
    }
    const latencyMs = performance.now() - started;
    const health = await healthOf(client, protocol.healthPath, config.timeoutMs);
    await client.close();
    const shown = answer && { ...answer, text: client.redact(answer.text).slice(0, SHOWN_CHARACTERS) };
    return { request: client.describe(asked), health, answer: shown, said, error, latencyMs };
  }
}

function inWords(error: unknown, { redact }: HttpClient): string {
  return redact(error instanceof Error ? error.message : 'failed').slice(0, MAX_WORDS);
}

async function healthOf(client: HttpClient, path: string | undefined, timeoutMs: number): Promise<string | undefined> {
  if (path === undefined) return undefined;
  try {
    return `HTTP ${await client.health(path, AbortSignal.timeout(timeoutMs))}`;
  } catch (error) {
    return inWords(error, client);
  }
}
