import { z } from 'zod';
import { NUMBER_FORMATS } from './number-format.js';

/** Texts as files are encoded. */
export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** Offsets from UTC as clocks on earth have them. */
export const ZONES = [
  ...[
    'Z',
    '-12:00',
    '-11:00',
    '-10:00',
    '-09:30',
    '-09:00',
    '-08:00',
    '-07:00',
    '-06:00',
    '-05:00',
    '-04:00',
    '-03:30',
  ],
  ...['-03:00', '-02:30', '-02:00', '-01:00', '+01:00', '+02:00', '+03:00', '+03:30', '+04:00', '+04:30', '+05:00'],
  ...['+05:30', '+05:45', '+06:00', '+06:30', '+07:00', '+08:00', '+08:45', '+09:00', '+09:30', '+10:00', '+10:30'],
  ...['+11:00', '+12:00', '+12:45', '+13:00', '+13:45', '+14:00'],
] as const;
export type Zone = (typeof ZONES)[number];

const word = z.string().max(100);
const words = z.array(word).max(50);

/** How the cells of a column are read; what is absent is read as it stands. */
export const columnReadingSchema = z.strictObject({
  /** Words that say that nothing is there. */
  missing: words.optional(),
  numbers: z.enum(NUMBER_FORMATS).optional(),
  /** Words for true and false, without regard to case; absent: `YES` and `NO`. */
  yes: words.optional(),
  no: words.optional(),
  /** The offset from UTC of times that name none; absent: UTC. */
  zone: z.enum(ZONES).optional(),
});
export type ColumnReading = z.output<typeof columnReadingSchema>;

/** How a file is read: what was guessed of it, and can be said otherwise. */
export const fileReadingSchema = z.strictObject({
  /** Absent: UTF-8. Of texts only. */
  encoding: z.enum(ENCODINGS).optional(),
  /** CSV: what stands between cells, one character; absent: found from the text. */
  separator: z.string().length(1).optional(),
  /** CSV: whether the first line names the columns; absent: seen from it. */
  header: z.boolean().optional(),
  /** CSV: whether texts have a ' in front of what spreadsheets would run as a formula, as this product’s exports have. */
  guarded: z.boolean().optional(),
  /** By column of the file. */
  columns: z.record(z.string().min(1).max(500), columnReadingSchema).default({}),
});
export type FileReading = z.output<typeof fileReadingSchema>;

export const YES: readonly string[] = [
  'true',
  'yes',
  'y',
  't',
  'on',
  '1',
  'ja',
  'j',
  'oui',
  'si',
  'sí',
  'wahr',
  'vrai',
];
export const NO: readonly string[] = ['false', 'no', 'n', 'f', 'off', '0', 'nein', 'non', 'falsch', 'faux'];
/** Words that often say that nothing is there, where a value could not be meant. */
export const MISSING: readonly string[] = ['NA', 'N/A', 'n/a', 'null', 'NULL', 'None', 'NaN', 'nan', '-'];

export function readingOf(columns: Readonly<Record<string, ColumnReading>>, column: string): ColumnReading {
  return (Object.hasOwn(columns, column) ? columns[column] : undefined) ?? {};
}
