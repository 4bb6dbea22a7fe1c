import type { Given } from './metric-type.js';

/** What comes in: of every field. */
export const INPUT: readonly Given[] = [
  { id: 'input.cases', kind: 'COUNT', title: 'Cases', description: 'Cases taken in.' },
  {
    id: 'input.refused',
    kind: 'RATE',
    title: 'Refused cases',
    description: 'Share of the cases that were refused: not JSON, too large, or not as the project’s schema asks.',
  },
  {
    id: 'input.violations',
    kind: 'COUNT',
    title: 'Violations',
    partOf: 'field',
    description: 'Refused values of each field: of the wrong type or out of bounds, or missing although required.',
  },
  {
    id: 'input.missing',
    kind: 'RATE',
    title: 'Missing values',
    partOf: 'field',
    description: 'Share of the cases without a value in the field.',
    readFrom: { metric: 'input.value', as: 'MISSING' },
  },
  {
    id: 'input.new_categories',
    kind: 'RATE',
    title: 'New categories',
    partOf: 'field',
    description: 'Share of the values that the reference never had.',
    readFrom: { metric: 'input.value', as: 'NEW' },
  },
  {
    id: 'input.value',
    kind: 'VALUES',
    title: 'Values',
    partOf: 'field',
    description: 'Numbers as they are, texts by their length in UTF-16 units; categories by their shares.',
  },
];

/** Measured of a sample of the texts that come: at most so many a second and process. */
/** Of texts. */
export const TEXTS: readonly Given[] = [
  {
    id: 'input.language',
    ofFields: ['text'],
    kind: 'SHARES',
    title: 'Languages',
    partOf: 'field',
    description:
      'Share of the texts in each language, told from their first words; of a sample: up to 40 cases a second and process.',
  },
  {
    id: 'input.new_words',
    ofFields: ['text'],
    kind: 'VALUES',
    title: 'New words',
    bounds: [0, 1],
    partOf: 'field',
    description:
      'Share of the words of a text that the reference does not have, in [0, 1]; of a sample: up to 40 cases a second and process.',
  },
];

/** Measured behind the answer from the media themselves; one value a picture or recording. */
/** Measured from the media themselves. */
export const MEDIA: readonly Given[] = [
  {
    id: 'input.media_unreadable',
    ofFields: ['image-url', 'audio-url'],
    kind: 'RATE',
    title: 'Unreadable media',
    partOf: 'field',
    description: 'Share of the pictures and recordings that could not be fetched or decoded.',
  },
  {
    id: 'input.image_brightness',
    ofFields: ['image-url'],
    kind: 'VALUES',
    title: 'Image brightness',
    bounds: [0, 1],
    partOf: 'field',
    description: 'Mean luma of a picture, in [0, 1]: 0 black, 1 white.',
  },
  {
    id: 'input.image_contrast',
    ofFields: ['image-url'],
    kind: 'VALUES',
    title: 'Image contrast',
    bounds: [0, 0.5],
    partOf: 'field',
    description: 'Standard deviation of the luma of a picture, in [0, 0.5].',
  },
  {
    id: 'input.image_sharpness',
    ofFields: ['image-url'],
    kind: 'VALUES',
    title: 'Image sharpness',
    bounds: [0, Infinity],
    partOf: 'field',
    description:
      'Variance of the Laplacian of the luma, of the picture at no more than 512 pixels a side: low is blurred.',
  },
  {
    id: 'input.image_size',
    ofFields: ['image-url'],
    kind: 'VALUES',
    title: 'Image size',
    bounds: [0, Infinity],
    unit: 'Mpx',
    partOf: 'field',
    description: 'Width × height of a picture.',
  },
  {
    id: 'input.audio_length',
    ofFields: ['audio-url'],
    kind: 'VALUES',
    title: 'Audio length',
    bounds: [0, Infinity],
    unit: 's',
    partOf: 'field',
    description: 'Length of a recording.',
  },
  {
    id: 'input.audio_volume',
    ofFields: ['audio-url'],
    kind: 'VALUES',
    title: 'Audio volume',
    unit: 'dBFS',
    partOf: 'field',
    description: 'Root mean square of a recording below full scale: −120 is digital silence, −3 a full sine.',
  },
  {
    id: 'input.audio_silence',
    ofFields: ['audio-url'],
    kind: 'VALUES',
    title: 'Silence',
    bounds: [0, 1],
    partOf: 'field',
    description: 'Share of the time of a recording that is quieter than −50 dBFS.',
  },
  {
    id: 'input.audio_clipping',
    ofFields: ['audio-url'],
    kind: 'VALUES',
    title: 'Clipping',
    bounds: [0, 1],
    partOf: 'field',
    description: 'Share of the samples of a recording that lie at full scale, three and more in a row.',
  },
];
