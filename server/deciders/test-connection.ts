import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import type { DeciderKind, Said } from '@handrail/shared/deciders';
import type { CaseInput } from '@handrail/shared/schema';
import { assertMay } from '../identity/index.js';
import { invalid, notFound } from '../platform/http/index.js';
import { ProjectDirectory, type ProjectInForce } from '../projects/index.js';
import { HttpConnector, type HttpTrial } from './connectors/http-connector.js';
import { saidByRules } from './connectors/rules-connector.js';
import { OpenDeciders } from './open-deciders.js';
import { ProgramPool } from './programs/program-pool.js';
import { parseVersion } from './register-version.js';
import { SampleCases } from './sample-cases.js';

export type Trial = Partial<HttpTrial> & {
  readonly sample: CaseInput;
  readonly said: Said | undefined;
  readonly error: string | undefined;
  readonly latencyMs: number;
};
export type TestConnectionGiven = {
  readonly projectId: string;
  /** A registered version, with the secrets that it was registered with. */
  readonly reference?: string | undefined;
  /** Or what is about to be registered. Stored secrets are never sent to an address that was typed in. */
  readonly version?: unknown;
  readonly kind?: DeciderKind | undefined;
  readonly sample?: unknown;
};

const BUDGET_MS = 120_000;

/** Asks a version about one case and tells all that happened. Nothing is recorded and nothing is decided. */
@Injectable()
export class TestConnection {
  constructor(
    private readonly directory: ProjectDirectory,
    private readonly samples: SampleCases,
    private readonly http: HttpConnector,
    private readonly deciders: OpenDeciders,
    private readonly programs: ProgramPool,
  ) {}

  async run(actor: Actor, given: TestConnectionGiven): Promise<Trial> {
    assertMay(actor, 'deciders:register', given.projectId);
    const project = await this.directory.get(given.projectId);
    const sample = await this.samples.one(project.id, project.inputSchema, given.sample);
    const trial = await (given.reference === undefined
      ? this.typed(project, given, sample)
      : this.registered(project, given.reference, sample));
    return { ...trial, sample };
  }

  private async typed(
    project: ProjectInForce,
    given: TestConnectionGiven,
    sample: CaseInput,
  ): Promise<Omit<Trial, 'sample'>> {
    const kind = given.kind ?? 'model';
    const version = parseVersion(given.version, project);
    switch (version.connector) {
      case 'caller':
        throw invalid('Its predictions come with the case: there is nobody to ask.');
      case 'rules':
        return timed(() => saidByRules(this.programs.runner(), { config: version.config, kind, input: sample }));
      case 'http': {
        const { inputSchema, outputSchema } = project;
        return this.http.try(
          { config: version.config, secrets: version.secrets, kind, inputSchema, outputSchema },
          sample,
        );
      }
    }
  }

  private async registered(
    project: ProjectInForce,
    reference: string,
    sample: CaseInput,
  ): Promise<Omit<Trial, 'sample'>> {
    const stored = await this.deciders.stored(project.id, reference);
    if (!stored) throw notFound('version');
    if (stored.connector === 'http') return this.http.try(this.http.unsealed(stored), sample);
    return timed(async () => {
      const decider = await this.deciders.get(project.id, reference);
      if (!decider?.open) throw new Error('its predictions come with the case: there is nobody to ask');
      return decider.open.ask({ input: sample, signal: AbortSignal.timeout(BUDGET_MS) });
    });
  }
}

async function timed(ask: () => Said | Promise<Said>): Promise<Omit<Trial, 'sample'>> {
  const started = performance.now();
  try {
    const said = await ask();
    return { said, error: undefined, latencyMs: performance.now() - started };
  } catch (error) {
    const words = error instanceof Error ? error.message : 'failed';
    return { said: undefined, error: words, latencyMs: performance.now() - started };
  }
}
