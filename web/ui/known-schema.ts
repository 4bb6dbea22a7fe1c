import type { InputSchema, OutputSchema } from '@handrail/shared/schema';

/** The project's input schema as the server sends it. The server has checked it; the checker is not loaded for it again. */
export function inputSchemaOf(known: unknown): InputSchema {
  return known as InputSchema;
}

/** The project's output schema as the server sends it, checked there. */
export function outputSchemaOf(known: unknown): OutputSchema {
  return known as OutputSchema;
}
