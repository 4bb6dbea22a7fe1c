import type { DeciderKind, Evidence, Said } from '@handrail/shared/deciders';
import type { CaseInput, InputSchema, OutputSchema } from '@handrail/shared/schema';

export type { Evidence, Said };

/** A case as a connector is asked about it. `signal` ends the asking when the budget is over. */
export type Asked = { readonly input: CaseInput; readonly caseId?: string | undefined; readonly signal: AbortSignal };

/** A version that can be asked. Throws what went wrong, in words that an admin can act on; never waits past `signal`. */
export interface OpenConnector {
  ask(asked: Asked): Said | Promise<Said>;
  /** Lets go of threads and connections; called when the version is no longer kept open. */
  close?(): void | Promise<void>;
}

/** A version as it is stored, with the artifact that it needs. */
export type StoredVersion = {
  readonly id: string;
  readonly projectId: string;
  /** `name@version`. */
  readonly reference: string;
  readonly kind: DeciderKind;
  readonly config: unknown;
  /** Encrypted; null where there are none. */
  readonly secrets: Buffer | null;
  readonly artifact: Buffer | null;
  readonly inputSchema: InputSchema;
  readonly outputSchema: OutputSchema;
};

/** Opens versions of one kind of connector; kept by name in `OpenDeciders`. */
export type ConnectorOpener = (version: StoredVersion) => OpenConnector | Promise<OpenConnector>;
