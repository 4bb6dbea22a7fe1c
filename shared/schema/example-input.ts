import type { InputField, InputSchema } from './input-schema.js';
import type { CaseInput } from './validate-value.js';

/** A made-up case that the schema accepts, to be shown in examples: required fields, or the first one where none is. */
export function exampleInput({ fields }: InputSchema): CaseInput {
  const required = fields.filter((field) => field.required);
  const shown = required.length > 0 ? required : fields.slice(0, 1);
  return Object.fromEntries(shown.map((field) => [field.name, exampleOf(field)]));
}

function exampleOf(field: InputField): string | number | boolean {
  switch (field.type) {
    case 'text':
      return `An example of ${field.title ?? field.name}`.slice(0, field.maxLength);
    case 'number':
      return Math.min(Math.max(1, field.minimum ?? 1), field.maximum ?? Number.MAX_VALUE);
    case 'boolean':
      return true;
    case 'category':
      return field.values?.[0] ?? 'example';
    case 'date-time':
      return '2026-01-31T12:00:00Z';
    case 'image-url':
      return 'https://example.com/image.png';
    case 'audio-url':
      return 'https://example.com/sound.mp3';
  }
}
