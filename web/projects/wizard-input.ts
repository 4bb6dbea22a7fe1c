import { inputSchemaSchema, outputSchemaSchema } from '@handrail/shared/schema';
import type { SetUpProjectInput } from '../lib/generated/graphql';
import { MAX_FIELDS, namesOf, type Draft } from './wizard-draft';

export function inputSchemaOf({ fields }: Pick<Draft, 'fields'>): { fields: Record<string, unknown>[] } {
  const names = namesOf(fields);
  return {
    fields: fields
      .filter(({ isTaken }) => isTaken)
      .map(({ key, title, type, required, personal, values, minimum, maximum }) => ({
        name: names.get(key),
        ...(title.trim() === '' || title === names.get(key) ? {} : { title: title.trim() }),
        type,
        required,
        ...(personal && { personal }),
        ...(type === 'category' && values.length > 0 ? { values } : {}),
        ...(type === 'number' && minimum !== null ? { minimum } : {}),
        ...(type === 'number' && maximum !== null ? { maximum } : {}),
      })),
  };
}

export function outputSchemaOf(draft: Draft): Record<string, unknown> {
  const { kind, minimum, maximum, isWhole, unit, tolerance } = draft;
  if (kind === 'label' || kind === 'labels') {
    const labels = draft.labels.map(({ value, title }) => ({
      value: value.trim(),
      ...(title.trim() === '' ? {} : { title: title.trim() }),
    }));
    return { kind, labels };
  }
  if (kind === 'text') return { kind };
  return {
    kind,
    integer: isWhole,
    ...(minimum === null ? {} : { minimum }),
    ...(maximum === null ? {} : { maximum }),
    ...(unit.trim() === '' ? {} : { unit: unit.trim() }),
    ...(tolerance === null ? {} : { tolerance }),
  };
}

/** What is sent to make the project. */
export function setUpInputOf(draft: Draft): SetUpProjectInput {
  const { deploymentCase, previousSystem, connectsLater } = draft;
  const isConnected = deploymentCase === 'REPLACE_SYSTEM' && !connectsLater;
  return {
    deploymentCase: deploymentCase ?? 'MANUAL_TASK',
    name: draft.name.trim(),
    slug: draft.slug,
    guidelines: draft.guidelines,
    inputSchema: inputSchemaOf(draft),
    outputSchema: outputSchemaOf(draft),
    previousSystem: isConnected ? previousSystem.trim() : null,
    latencyBudgetMs: draft.latencyBudgetMs ?? 2000,
    profile: draft.profile,
    // An import of the same file finds its answer again, on whatever device.
    importHint: { label: draft.answerColumn, readings: draft.readings },
    reviewers: [...draft.reviewers],
  };
}

export const STEPS = ['Deployment case', 'A case', 'An answer', 'People and limits', 'Summary'] as const;

/** What is missing or wrong in a step (from 1), one sentence each; empty: one can go on. */
export function problemsOf(draft: Draft, step: number): string[] {
  switch (step) {
    case 1:
      return firstProblems(draft);
    case 2:
      return inputProblems(draft);
    case 3:
      return outputProblems(draft);
    case 4:
      return limitProblems(draft);
    default:
      return [];
  }
}

function firstProblems(draft: Draft): string[] {
  const problems: string[] = [];
  if (draft.deploymentCase === null) problems.push('Choose one of the three cases.');
  if (draft.name.trim() === '') problems.push('Give it a name.');
  else if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(draft.slug))
    problems.push('The short name has lower-case letters, digits and -, at most 63.');
  const isNamed = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(draft.previousSystem.trim());
  if (draft.deploymentCase === 'REPLACE_SYSTEM' && !draft.connectsLater && !isNamed)
    problems.push('Name the previous system with letters, digits, . _ or -, or say that you connect it later.');
  return problems;
}

function inputProblems(draft: Draft): string[] {
  const taken = draft.fields.filter(({ isTaken }) => isTaken);
  if (taken.length === 0) return ['A case has at least one field: tick one, or add one by hand.'];
  if (taken.length > MAX_FIELDS) return [`A case has at most ${MAX_FIELDS} fields; ${taken.length} are ticked.`];
  if (taken.some(({ title }) => title.trim() === '')) return ['Every field has a name that reviewers read.'];
  const unreadable = taken.filter(
    ({ type, minimum, maximum }) => type === 'number' && [minimum, maximum].some(Number.isNaN),
  );
  if (unreadable.length > 0) return unreadable.map(({ title }) => `The limits of ${title} are numbers, or empty.`);
  const checked = inputSchemaSchema.safeParse(inputSchemaOf(draft));
  return checked.success ? [] : checked.error.issues.map(({ message, path }) => `${path.join(' ')}: ${message}`);
}

function limitProblems({ latencyBudgetMs, profile }: Draft): string[] {
  if (latencyBudgetMs === null || Number.isNaN(latencyBudgetMs))
    return ['Say how long a machine may take, in milliseconds.'];
  return Object.values(profile).some(Number.isNaN) ? ['What is limited or declared is a number, or empty.'] : [];
}

function rangeProblem({ minimum, maximum, tolerance }: Draft): string | null {
  if ([minimum, maximum].some(Number.isNaN)) return 'The lowest and the highest answer are numbers, or empty.';
  if ([tolerance?.absolute, tolerance?.relative].some(Number.isNaN))
    return 'What answers may differ by is a number, or empty.';
  return minimum !== null && maximum !== null && minimum > maximum ? 'The lowest number is above the highest.' : null;
}

function outputProblems(draft: Draft): string[] {
  if (draft.kind === 'label' || draft.kind === 'labels') {
    const values = draft.labels.map(({ value }) => value.trim());
    if (values.includes('')) return ['Every label has a value.'];
    if (values.length < 2) return ['There are at least two labels to choose from.'];
    if (new Set(values).size < values.length) return ['No two labels have the same value.'];
  }
  if (draft.kind === 'number') {
    const problem = rangeProblem(draft);
    if (problem !== null) return [problem];
  }
  const checked = outputSchemaSchema.safeParse(outputSchemaOf(draft));
  return checked.success ? [] : checked.error.issues.map(({ message }) => message);
}
