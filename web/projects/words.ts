import { OUTPUT_KINDS, type OutputKind } from '@handrail/shared/schema';
import type { DeploymentCase } from '@handrail/shared/projects';

export const KIND_WORDS: Readonly<Record<OutputKind, string>> = {
  label: 'One label',
  labels: 'Several labels',
  number: 'A number',
  text: 'Free text',
};
export const KINDS = OUTPUT_KINDS.map((value) => ({ value, label: KIND_WORDS[value] }));

export const CASE_WORDS: Readonly<Record<DeploymentCase, { readonly name: string; readonly says: string }>> = {
  NEW_PRODUCT: {
    name: 'New product',
    says: 'Nobody has decided these cases before. People decide the first ones, and a machine gets its part in small steps that a person approves.',
  },
  MANUAL_TASK: {
    name: 'Automate or assist a manual task',
    says: 'People decide these cases today. They go on, a machine is compared with them unseen, and takes over as far as the numbers carry.',
  },
  REPLACE_SYSTEM: {
    name: 'Replace a previous ML or rule system',
    says: 'A model or rules decide these cases today. They go on deciding; the new machine is compared with them and with people, then takes over.',
  },
};

/** A short name for addresses: lower-case letters, digits and hyphens. */
export function slugOf(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 63);
}
