import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { httpConfigSchema, parseReference, type ConnectorName, type DeciderKind } from '@handrail/shared/deciders';
import { ModelConfig } from '../platform/config/index.js';
import { Database } from '../platform/database/index.js';
import { Failures, type SideWork } from '../platform/failures/index.js';
import { ProjectDirectory } from '../projects/index.js';
import { openBuiltin } from './builtin-connector.js';
import { HttpConnector } from './connectors/http-connector.js';
import { openRulesWith } from './connectors/rules-connector.js';
import { openOnnxIn } from './onnx/onnx-connector.js';
import { ProgramPool } from './programs/program-pool.js';
import { Turns } from './turns.js';
import type { ConnectorOpener, OpenConnector, StoredVersion } from './connector.js';

const MAX_OPEN = 32;
/** What runs in this process has lines of its own, which are longer. */
const AT_ONCE_HERE = 64;

/** A version that can be asked, and what it is; `caller` versions are known but nobody can be asked. */
export type OpenDecider = {
  readonly kind: DeciderKind;
  readonly connector: ConnectorName;
  readonly open: OpenConnector | null;
  /** Who is asked when. */
  readonly turns: Turns;
};

type Row = {
  id: string;
  kind: DeciderKind;
  connector: ConnectorName;
  config: unknown;
  secrets: Buffer | null;
  artifact: Buffer | null;
};

/** Versions kept open, the last few used: models in memory, connections. Versions never change, so nothing goes stale. */
@Injectable()
export class OpenDeciders implements OnApplicationShutdown {
  private readonly kept = new Map<string, Promise<OpenDecider | undefined>>();
  private readonly closing: SideWork;
  private readonly openers: Readonly<Record<Exclude<ConnectorName, 'caller'>, ConnectorOpener>>;

  constructor(
    private readonly database: Database,
    private readonly directory: ProjectDirectory,
    http: HttpConnector,
    { onnxThreads }: ModelConfig,
    programs: ProgramPool,
    failures: Failures,
  ) {
    this.closing = failures.of('close-decider', 'Closing of a decider');
    this.openers = {
      builtin: openBuiltin,
      http: (version) => http.open(version),
      onnx: openOnnxIn(onnxThreads),
      rules: openRulesWith(programs),
    };
  }

  /** The version behind `name@version`; undefined when the project has none of that name. */
  async get(projectId: string, reference: string): Promise<OpenDecider | undefined> {
    const key = `${projectId} ${reference}`;
    const kept = this.kept.get(key) ?? this.read(projectId, reference);
    this.kept.delete(key);
    this.kept.set(key, kept);
    const oldest = this.kept.keys().next().value;
    if (this.kept.size > MAX_OPEN && oldest !== undefined) this.closing.hear(this.forget(oldest));
    const decider = await kept.catch((error: unknown) => {
      this.kept.delete(key);
      throw error;
    });
    if (!decider) this.kept.delete(key);
    return decider;
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([...this.kept.keys()].map((key) => this.closing.end(this.forget(key))));
  }

  private async forget(key: string): Promise<void> {
    const kept = this.kept.get(key);
    this.kept.delete(key);
    let decider: OpenDecider | undefined;
    try {
      decider = await kept;
    } catch {
      // What could not be opened has nothing to close, and was reported to whoever asked.
      return;
    }
    await decider?.open?.close?.();
  }

  /** A version as it is stored, with artifact and sealed secrets; undefined when the project has none of that name. */
  async stored(
    projectId: string,
    reference: string,
  ): Promise<(StoredVersion & { readonly connector: ConnectorName }) | undefined> {
    const parsed = parseReference(reference);
    if (!parsed) return undefined;
    const [row] = await this.database.query<Row>(
      `select v.id, d.kind, v.connector, v.config, v.secrets, v.artifact from decider_version v join decider d on d.id = v.decider_id
        where d.project_id = $1 and d.name = $2 and v.version = $3`,
      [projectId, parsed.name, parsed.version],
    );
    if (!row) return undefined;
    const { inputSchema, outputSchema } = await this.directory.get(projectId);
    return { ...row, projectId, reference, inputSchema, outputSchema };
  }

  private async read(projectId: string, reference: string): Promise<OpenDecider | undefined> {
    const version = await this.stored(projectId, reference);
    if (!version) return undefined;
    const { kind, connector, config } = version;
    const turns = new Turns(connector === 'http' ? httpConfigSchema.parse(config).maxConcurrent : AT_ONCE_HERE);
    return { kind, connector, turns, open: connector === 'caller' ? null : await this.openers[connector](version) };
  }
}
