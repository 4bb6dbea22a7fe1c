import { fileReadingSchema } from '@handrail/shared/imports';
import type { ImportHint } from './import-draft';

type Of = { readonly slug: string };

/** What was said when the project was made, kept on this device. */
export function importHint({ slug }: Of): ImportHint {
  const none: ImportHint = { label: null, system: null };
  const kept = localStorage.getItem(`handrail-made-of-${slug}`);
  if (kept === null) return none;
  try {
    const read = JSON.parse(kept) as {
      readonly label?: unknown;
      readonly system?: unknown;
      readonly readings?: unknown;
    };
    const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
    const readings = fileReadingSchema.shape.columns.safeParse(read.readings);
    return { label: text(read.label), system: text(read.system), ...(readings.success && { readings: readings.data }) };
  } catch {
    // Another version has kept it; nobody is told what they never asked for.
    return none;
  }
}
