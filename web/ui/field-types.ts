import { FIELD_TYPES, type FieldType } from '@handrail/shared/schema';

const TYPE_WORDS: Readonly<Record<FieldType, string>> = {
  text: 'Text',
  number: 'Number',
  boolean: 'Yes or no',
  category: 'Category',
  'date-time': 'Date and time',
  'image-url': 'Picture (address)',
  'audio-url': 'Sound (address)',
};
/** The types of a field, to choose from. */
export const TYPES = FIELD_TYPES.map((value) => ({ value, label: TYPE_WORDS[value] }));
