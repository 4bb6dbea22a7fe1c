import type { DeciderKind } from '@handrail/shared/deciders';
import type { CaseInput, OutputSchema } from '@handrail/shared/schema';

/** A word or field that moved an answer: `weight` > 0 for it, < 0 against; offsets are UTF-16 units of a text field. */
export type Evidence = {
  readonly field: string;
  readonly start: number;
  readonly end: number;
  readonly weight: number;
};

/** What a decider said of a case. Anything may be missing: it is judged by `route`, never here. */
export type Said = {
  readonly value?: unknown;
  /** Calibrated where the connector can; null or absent where the decider has none. */
  readonly confidence?: number | null | undefined;
  readonly rawConfidence?: number | null | undefined;
  readonly scores?: Readonly<Record<string, number>> | undefined;
  readonly evidence?: readonly Evidence[] | undefined;
};

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
  readonly outputSchema: OutputSchema;
};

/** Opens versions of one kind of connector; kept by name in `OpenDeciders`. */
export type ConnectorOpener = (version: StoredVersion) => OpenConnector | Promise<OpenConnector>;
