import { outputSchemaSchema, toleranceWords } from '@handrail/shared/schema';

/** A distance between numbers, in the project's unit: three digits say enough. */
export function distanceText(distance: number, unit?: string): string {
  const text = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 }).format(distance);
  return unit ? `${text} ${unit}` : text;
}

/** What counts as the same number, and how far off answers are; empty where answers are no numbers. */
export function numberNotes(outputSchema: unknown, meanError: number | null): string[] {
  const schema = outputSchemaSchema.safeParse(outputSchema);
  if (!schema.success || schema.data.kind !== 'number') return [];
  const off = meanError === null ? [] : [`off by ${distanceText(meanError, schema.data.unit)} on average`];
  return [`the same: ${toleranceWords(schema.data)}`, ...off];
}

/** The unit of a project's answers, where they are numbers that have one. */
export function unitOf(outputSchema: unknown): { unit?: string } {
  const schema = outputSchemaSchema.safeParse(outputSchema);
  const unit = schema.success && schema.data.kind === 'number' ? schema.data.unit : undefined;
  return unit === undefined ? {} : { unit };
}
