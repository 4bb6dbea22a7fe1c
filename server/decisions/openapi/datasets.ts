import { datasetDefinitionSchema, DRIFT_VERDICTS } from '@handrail/shared/datasets';
import {
  object,
  fromZod,
  header,
  KEY,
  instant,
  integer,
  json,
  nullable,
  path,
  problems,
  PROJECT,
  ref,
  text,
} from './parts.js';
import type { Json } from './parts.js';
import { STORAGE_PATHS, STORAGE_SCHEMAS } from './storage.js';

const NUMBER = path('number', 'Of the version, from 1.');
const FILE = path('file', 'data.jsonl, data.csv, data.parquet and others, each also with .gz or .zst at its end.');

const count = nullable(integer);
const DEFINITION = fromZod(datasetDefinitionSchema, 'input');
const share = { type: 'number', minimum: 0, maximum: 1 } as const;
export const DATASET_SCHEMAS: Json = {
  DatasetDefinition: fromZod(datasetDefinitionSchema, 'output'),
  NewDataset: object(
    { name: { ...text, description: 'Versions of one name are compared with each other.' } },
    {
      definition: {
        ...DEFINITION,
        description: 'Absent: as the last version of this name has it.',
      },
      everyMinutes: {
        type: ['integer', 'null'],
        minimum: 5,
        maximum: 43_200,
        description: 'How often the next versions are frozen by themselves; absent: as it is, null: not any more.',
      },
    },
  ),
  Dataset: object({
    number: integer,
    name: text,
    state: { enum: ['building', 'ready', 'failed', 'cancelled'] },
    definition: ref('DatasetDefinition'),
    rows: { ...count, description: 'Null until it is ready.' },
    rowsDone: integer,
    rowsExpected: count,
    bytes: { ...count, description: 'Of data.jsonl.' },
    sha256: { ...nullable(text), description: 'Of data.jsonl, hexadecimal.' },
    changes: {
      ...nullable(object({ against: integer, added: integer, removed: integer, changed: integer })),
      description: 'Rows, against the version before; null: there is none.',
    },
    drift: {
      ...nullable(object({ against: integer, parts: { type: 'array', items: ref('DatasetPartDrift') } })),
      description:
        'How the rows differ from those of the version before; null: there is none, or it was not measured then.',
    },
    card: { type: ['object', 'null'], description: 'How it came to be, in numbers.' },
    failure: nullable(text),
    reproducible: { type: 'boolean', description: 'False where rows were erased since.' },
    erasedRows: integer,
    erasures: {
      type: 'array',
      maxItems: 2,
      items: object({ why: { enum: ['request', 'age'] }, rows: integer, last: instant }),
      description:
        'Why rows are gone: on request, or because their cases were older than declared; not of those before this was kept.',
    },
    barePersonal: {
      type: 'array',
      items: text,
      description: 'Fields that are marked as personal now and that this version has as they are.',
    },
    createdBy: text,
    createdAt: instant,
    readyAt: nullable(instant),
    everyMinutes: { ...count, description: 'A version of this name is frozen so often; null: by hand only.' },
    nextAt: nullable(instant),
  }),
  DatasetPartDrift: object({
    part: { ...text, description: 'label, prediction, confidence, segment, or input.x for a field.' },
    kind: { enum: ['values', 'numbers', 'lengths'], description: 'What of the part is compared; of texts the length.' },
    before: { ...integer, description: 'Rows of the version before.' },
    now: { ...integer, description: 'Rows of this one.' },
    missingBefore: integer,
    missingNow: integer,
    moved: { ...share, description: 'Share of the rows that differ: total variation.' },
    psi: { type: 'number', minimum: 0, description: 'Population stability index.' },
    psiByLuck: { type: 'number', minimum: 0, description: 'What stable rows exceed once in a hundred times.' },
    jensenShannon: { ...share, description: 'Distance, base 2.' },
    p: { ...share, description: 'Chance of it by luck alone, all parts taken together.' },
    verdict: { enum: [...DRIFT_VERDICTS] },
  }),
  NewExport: object(
    { file: { ...text, description: 'data.csv, data.parquet, data.jsonl.gz and so on.' } },
    {
      columns: { type: 'array', items: text, description: 'Of the version’s; absent: all of them.' },
      media: {
        type: 'boolean',
        default: false,
        description: 'Fetch the pictures and recordings of the rows, and give a tar archive with them beside the file.',
      },
    },
  ),
  Export: object({
    id: text,
    dataset: { ...integer, description: 'The number of the version.' },
    file: text,
    columns: { ...nullable({ type: 'array', items: text }), description: 'Null: all of the version’s.' },
    media: { type: 'boolean', description: 'Whether the file lies in a tar archive with the media of its rows.' },
    mediaTally: {
      ...nullable(object({ references: integer, files: integer, bytes: integer, missing: integer, changed: integer })),
      description:
        'Values that name media; files packed, equal ones once, and their bytes; values whose medium could not be had; whose medium is another than when it was first packed. Null until it is ready, or without media.',
    },
    state: { enum: ['running', 'ready', 'failed', 'cancelled'] },
    progress: { ...share, description: 'Share that is made.' },
    bytes: count,
    sha256: { ...nullable(text), description: 'Of the file, hexadecimal.' },
    failure: nullable(text),
    createdBy: text,
    createdAt: instant,
    finishedAt: nullable(instant),
    keptUntil: { ...nullable(instant), description: 'After that its file is gone (410).' },
    download: { ...nullable(text), description: 'Where the file is; null until it is ready.' },
  }),
  DatasetCount: object({
    rows: { ...integer, description: 'That a version frozen now would have.' },
    isExact: { type: 'boolean', description: 'False: an estimate, because counting took too long.' },
    lower: { ...count, description: 'With 95 % at least so many; null: not known.' },
    upper: { ...count, description: 'With 95 % at most so many; null: not known.' },
  }),
  DatasetPreview: object({
    rows: { type: 'array', maxItems: 50, items: { type: 'object', description: 'As a line of data.jsonl.' } },
  }),
  ...STORAGE_SCHEMAS,
  Datasets: object({ datasets: { type: 'array', items: ref('Dataset') } }),
};

const FILE_HEADERS: Json = {
  ETag: { description: 'The same bytes have the same.', schema: text },
  'Accept-Ranges': { description: 'bytes', schema: text },
};
const file = (description: string): Json => ({
  description,
  headers: FILE_HEADERS,
  content: { '*/*': {} },
});
const ID = path('id', 'Of the export.');
const download = (operationId: string, summary: string, parameters: readonly Json[]): Json => ({
  get: {
    operationId,
    summary,
    parameters: [
      ...parameters,
      header('Range', 'A part, so that a download goes on where it broke off.'),
      header('If-None-Match', 'An ETag: 304 when it is still that.'),
    ],
    responses: {
      200: file('The file, in the type of its format.'),
      206: file('The part of it.'),
      304: { description: 'It is what you have.' },
      416: { description: 'The file has no such part; Content-Range says how long it is.' },
      ...problems(409, 410, 422),
    },
  },
});

export const DATASET_PATHS: Json = {
  ...STORAGE_PATHS,
  '/v1/projects/{project}/datasets': {
    get: {
      operationId: 'listDatasets',
      summary: 'Read the project’s dataset versions, newest first, at most 200',
      parameters: [PROJECT],
      responses: { 200: json('As they stand now.', 'Datasets'), ...problems() },
    },
    post: {
      operationId: 'freezeDataset',
      summary: 'Freeze the labels that are there now as a new version; built by a job',
      parameters: [PROJECT, KEY],
      requestBody: { required: true, content: { 'application/json': { schema: ref('NewDataset') } } },
      responses: {
        202: json('Being built.', 'Dataset', { Location: { description: 'Where to read how it goes.', schema: text } }),
        ...problems(409, 413, 422),
      },
    },
  },
  '/v1/projects/{project}/datasets/count': {
    post: {
      operationId: 'countDataset',
      summary: 'Count the rows that a definition would give now',
      parameters: [PROJECT],
      requestBody: { required: true, content: { 'application/json': { schema: DEFINITION } } },
      responses: { 200: json('Exact, or an estimate with its margin.', 'DatasetCount'), ...problems(413, 422) },
    },
  },
  '/v1/projects/{project}/datasets/preview': {
    post: {
      operationId: 'previewDataset',
      summary: 'Read the first 50 rows that a definition would give now',
      parameters: [PROJECT],
      requestBody: { required: true, content: { 'application/json': { schema: DEFINITION } } },
      responses: { 200: json('As the files would have them.', 'DatasetPreview'), ...problems(413, 422) },
    },
  },
  '/v1/datasets/{number}': {
    get: {
      operationId: 'getDataset',
      summary: 'Read a version of the key’s own project',
      parameters: [NUMBER],
      responses: { 200: json('As it stands now.', 'Dataset'), ...problems() },
    },
    delete: {
      operationId: 'removeDataset',
      summary: 'Remove a version that never became ready',
      parameters: [NUMBER],
      responses: { 204: { description: 'It is gone.' }, ...problems(409) },
    },
  },
  '/v1/datasets/{number}/cancel': {
    post: {
      operationId: 'cancelDataset',
      summary: 'Stop a freezing; a version that is over stays as it is',
      parameters: [NUMBER],
      responses: { 200: json('As it stands now.', 'Dataset'), ...problems() },
    },
  },
  '/v1/datasets/{number}/{file}': download('downloadDataset', 'Download a version of the key’s own project', [
    NUMBER,
    FILE,
  ]),
  '/v1/projects/{project}/datasets/{number}/{file}': download(
    'downloadDatasetOf',
    'Download a version, also for a signed-in data scientist',
    [PROJECT, NUMBER, FILE],
  ),
  '/v1/projects/{project}/datasets/{number}/exports': {
    post: {
      operationId: 'startExport',
      summary: 'Start the export of a version as a file, made by a job',
      parameters: [PROJECT, NUMBER, KEY],
      requestBody: { required: true, content: { 'application/json': { schema: ref('NewExport') } } },
      responses: {
        202: json('Being made.', 'Export', { Location: { description: 'Where to read how it goes.', schema: text } }),
        ...problems(409, 413, 422),
      },
    },
  },
  '/v1/exports/{id}': {
    get: {
      operationId: 'getExport',
      summary: 'Read how an export goes',
      parameters: [ID],
      responses: { 200: json('As it stands now.', 'Export'), ...problems() },
    },
    delete: {
      operationId: 'removeExport',
      summary: 'Remove an export; one that is being made is stopped',
      parameters: [ID],
      responses: { 204: { description: 'It is gone.' }, ...problems() },
    },
  },
  '/v1/exports/{id}/cancel': {
    post: {
      operationId: 'cancelExport',
      summary: 'Stop an export; one that has ended stays as it is',
      parameters: [ID],
      responses: { 200: json('As it stands now.', 'Export'), ...problems() },
    },
  },
  '/v1/exports/{id}/file': download('downloadExport', 'Download an export', [ID]),
};
