import { z } from 'zod';

/** A model has a confidence; a previous system decides without one. */
export const DECIDER_KINDS = ['model', 'system'] as const;
export type DeciderKind = (typeof DECIDER_KINDS)[number];

/**
 * How a version is asked: its predictions come with the case (`caller`), over HTTP, from an uploaded ONNX file, by a
 * decision table (`rules`), or by what the product's own trainer made (`builtin`).
 */
export const CONNECTORS = ['caller', 'http', 'onnx', 'rules', 'builtin'] as const;
export type ConnectorName = (typeof CONNECTORS)[number];

/** How a version stands. All but `retired` follow from the policy in force. */
export const VERSION_STATES = ['registered', 'shadow', 'challenger', 'champion', 'retired'] as const;
export type VersionState = (typeof VERSION_STATES)[number];

export const deciderNameSchema = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, 'letters, digits, . _ - (at most 100), starting with a letter or digit');

export const ownerSchema = z.string().trim().max(200);
export const notesSchema = z.string().max(10_000);

/** What a decider is registered with; versions come next. */
export const newDeciderSchema = z.strictObject({
  name: deciderNameSchema,
  kind: z.enum(DECIDER_KINDS),
  owner: ownerSchema.default(''),
  notes: notesSchema.default(''),
});
export type NewDecider = z.output<typeof newDeciderSchema>;

/** `name@version`, as a policy names a machine. */
export function versionReference(name: string, version: number): string {
  return `${name}@${version}`;
}

/** Name and version of a reference; undefined where it is none. */
export function parseReference(reference: string): { name: string; version: number } | undefined {
  const at = reference.lastIndexOf('@');
  const version = Number(reference.slice(at + 1));
  return at > 0 && Number.isInteger(version) && version >= 1 ? { name: reference.slice(0, at), version } : undefined;
}

/** The places that a version can be given in a policy without a rollout. */
export const VERSION_PLACES = ['incumbent', 'previous_system', 'shadow'] as const;
export type VersionPlace = (typeof VERSION_PLACES)[number];

type MachinesInForce = {
  readonly incumbent: string | null;
  readonly previousSystem: string | null;
  readonly shadows: readonly string[];
  readonly rollout: { readonly challenger: string } | null;
};

/** How a version stands under the policy in force; the most telling state where it has several parts. */
export function versionState(policy: MachinesInForce, reference: string, isRetired: boolean): VersionState {
  if (isRetired) return 'retired';
  if (policy.incumbent === reference || policy.previousSystem === reference) return 'champion';
  if (policy.rollout?.challenger === reference) return 'challenger';
  return policy.shadows.includes(reference) ? 'shadow' : 'registered';
}

/** Every part that a version has in a policy, in words that finish “in use as …”; empty: it can be retired. */
export function whereInForce(policy: MachinesInForce, reference: string): string[] {
  const parts: [boolean, string][] = [
    [policy.incumbent === reference, 'the incumbent'],
    [policy.previousSystem === reference, 'the previous system'],
    [policy.rollout?.challenger === reference, 'the challenger of the rollout'],
    [policy.shadows.includes(reference), 'a shadow'],
  ];
  return parts.flatMap(([isTrue, words]) => (isTrue ? [words] : []));
}
