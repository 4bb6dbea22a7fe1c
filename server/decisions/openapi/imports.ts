import { fileReadingSchema, IMPORT_FORMATS, importMappingSchema, importSettingsSchema } from '@handrail/shared/imports';
import {
  object,
  binary,
  fromZod,
  instant,
  integer,
  json,
  nullable,
  path,
  problems,
  PROJECT,
  query,
  ref,
  text,
} from './parts.js';
import type { Json } from './parts.js';

const ID = path('id', 'From the answer to the sending.');
const orNull = (schema: Json): Json => ({ anyOf: [schema, { type: 'null' }] });

export const IMPORT_SCHEMAS: Json = {
  ImportReading: fromZod(fileReadingSchema, 'input'),
  ImportMapping: fromZod(importMappingSchema, 'output'),
  ImportSettings: fromZod(importSettingsSchema, 'input'),
  Import: object({
    id: text,
    name: text,
    state: { enum: ['uploading', 'uploaded', 'running', 'done', 'failed', 'cancelled'] },
    format: { enum: [...IMPORT_FORMATS, null], description: 'Seen from the file itself; null while it is being sent.' },
    bytes: integer,
    columns: nullable({ type: 'array', items: text }),
    proposal: orNull(ref('ImportMapping')),
    settings: { ...orNull(fromZod(importSettingsSchema, 'output')), description: 'Null until it was started.' },
    rowsDone: integer,
    rowsStored: integer,
    rowsBad: integer,
    rowsNew: { ...integer, description: 'Of those stored: cases that were not there before.' },
    rowsUpdated: { ...integer, description: 'Of those stored: another answer to a case of the same key.' },
    rowsUnchanged: { ...integer, description: 'The same as an import of the same key before; nothing was stored.' },
    rowsApart: {
      ...integer,
      description: 'Of those stored: new, though their key was imported before, with another case.',
    },
    rowsConflicting: {
      ...integer,
      description: 'Of the bad ones: imported before and not to be updated, or there twice by their key.',
    },
    shareDone: { type: 'number', minimum: 0, maximum: 1 },
    failure: nullable(text),
    notes: { type: 'array', items: text, description: 'How it is read, in words.' },
    sameAs: {
      ...orNull(object({ id: text, name: text, at: instant, rows: integer, key: nullable(text) })),
      description: 'The last import of the same content that stored rows.',
    },
    createdBy: text,
    createdAt: instant,
    startedAt: nullable(instant),
    endedAt: nullable(instant),
  }),
  Imports: object({ imports: { type: 'array', items: ref('Import') } }),
  ImportPreview: object({
    rows: {
      type: 'array',
      items: object({
        number: integer,
        source: { type: ['object', 'null'], description: 'As the file has it; null where it is no row.' },
        row: { type: ['object', 'null'], description: 'As it would be stored; null where something is wrong.' },
        errors: { type: 'array', items: object({ column: nullable(text), detail: text }) },
      }),
    },
  }),
};

const settingsBody = { required: true, content: { 'application/json': { schema: ref('ImportSettings') } } };

export const IMPORT_PATHS: Json = {
  '/v1/projects/{project}/imports': {
    get: {
      operationId: 'listImports',
      summary: 'Read the project’s imports, newest first',
      parameters: [PROJECT],
      responses: { 200: json('As they stand now.', 'Imports'), ...problems() },
    },
    post: {
      operationId: 'sendImport',
      summary: 'Send a file of labelled data; nothing is imported yet',
      parameters: [PROJECT, query('name', text, 'Of the file.')],
      requestBody: { required: true, content: { 'application/octet-stream': { schema: binary } } },
      responses: {
        201: json('Kept, with its columns and a proposed mapping.', 'Import', {
          Location: { description: 'Where to read it.', schema: text },
        }),
        ...problems(409, 413, 422),
      },
    },
  },
  '/v1/projects/{project}/imports/{id}': {
    get: {
      operationId: 'getImport',
      summary: 'Read how far an import is, or why it was given up',
      parameters: [PROJECT, ID],
      responses: { 200: json('As it stands now.', 'Import'), ...problems() },
    },
    delete: {
      operationId: 'removeImport',
      summary: 'Take an import out of the list; the rows that it stored stay',
      parameters: [PROJECT, ID],
      responses: { 204: { description: 'It is gone.' }, ...problems(409) },
    },
  },
  '/v1/projects/{project}/imports/{id}/cancel': {
    post: {
      operationId: 'cancelImport',
      summary: 'Stop an import; rows stored before stay, unless all or none were to be kept',
      parameters: [PROJECT, ID],
      responses: { 200: json('As it stands now.', 'Import'), ...problems() },
    },
  },
  '/v1/projects/{project}/imports/{id}/look': {
    post: {
      operationId: 'lookAtImport',
      summary: 'Look at a file again, read as is said: its encoding, separator, and line of names',
      parameters: [PROJECT, ID],
      requestBody: { required: true, content: { 'application/json': { schema: ref('ImportReading') } } },
      responses: { 200: json('As it stands now, with a new proposal.', 'Import'), ...problems(409, 413, 422) },
    },
  },
  '/v1/projects/{project}/imports/{id}/preview': {
    post: {
      operationId: 'previewImport',
      summary: 'See the first rows as these settings would store them, or what is wrong with them',
      parameters: [PROJECT, ID],
      requestBody: settingsBody,
      responses: {
        200: json('At most 50 rows.', 'ImportPreview'),
        ...problems(409, 413, 422),
      },
    },
  },
  '/v1/projects/{project}/imports/{id}/start': {
    post: {
      operationId: 'startImport',
      summary: 'Import a file that was sent; done by a job',
      parameters: [PROJECT, ID],
      requestBody: settingsBody,
      responses: { 202: json('Under way.', 'Import'), ...problems(409, 413, 422) },
    },
  },
  '/v1/projects/{project}/imports/{id}/errors': {
    get: {
      operationId: 'getImportErrors',
      summary: 'Read what did not fit: row, column and detail, one JSON object a line, the first 10,000',
      parameters: [PROJECT, ID],
      responses: {
        200: { description: 'Empty where all fitted.', content: { 'application/x-ndjson': { schema: text } } },
        ...problems(),
      },
    },
  },
};
