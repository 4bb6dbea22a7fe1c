/** Languages that a text is told to be in, by the names that are shown. What is in none of them is held for one of these or not known. */
export const LANGUAGES = [
  'Arabic',
  'Bulgarian',
  'Chinese',
  'Croatian',
  'Czech',
  'Dutch',
  'English',
  'French',
  'German',
  'Greek',
  'Hebrew',
  'Hindi',
  'Hungarian',
  'Indonesian',
  'Italian',
  'Japanese',
  'Korean',
  'Persian',
  'Polish',
  'Portuguese',
  'Romanian',
  'Russian',
  'Spanish',
  'Swedish',
  'Thai',
  'Turkish',
  'Ukrainian',
  'Vietnamese',
] as const;
/** Too short to say, or as much in one language as in another. */
export const UNKNOWN_LANGUAGE = 'unknown';
export type Language = (typeof LANGUAGES)[number] | typeof UNKNOWN_LANGUAGE;
