import { instant, integer, json, nullable, object, path, problems, PROJECT, ref, text, type Json } from './parts.js';

const NAME = path('name', 'Of the dataset; its versions share it.');
const NUMBER = path('number', 'Of the version, from 1.');
const flag: Json = { type: 'boolean' };
const formats: Json = {
  type: 'array',
  items: text,
  minItems: 1,
  maxItems: 10,
  description: 'Endings: parquet, jsonl.gz.',
};
const endpoint: Json = { ...text, description: 'https://s3.eu-central-1.amazonaws.com and the like; without a path.' };
const prefix: Json = { ...text, description: 'Before every key; a slash at its end makes a folder.' };
const pathStyle: Json = { ...flag, description: 'endpoint/bucket/key rather than bucket.endpoint/key.' };

export const STORAGE_SCHEMAS: Json = {
  NewStorage: object(
    { endpoint, bucket: text, accessKeyId: text, formats },
    {
      region: { ...text, default: 'us-east-1' },
      prefix: { ...prefix, default: '' },
      pathStyle: { ...pathStyle, default: true },
      secretAccessKey: {
        ...text,
        writeOnly: true,
        description: 'Stored encrypted and never given. Absent: as it is, for the same endpoint and accessKeyId.',
      },
    },
  ),
  Storage: object({
    endpoint,
    region: text,
    bucket: text,
    prefix,
    pathStyle,
    accessKeyId: text,
    formats,
    updatedBy: text,
    updatedAt: instant,
  }),
  StorageOfDataset: object({
    storage: { anyOf: [ref('Storage'), { type: 'null' }], description: 'Null: its versions are pushed nowhere.' },
  }),
  StorageTest: object({
    works: flag,
    failure: { ...nullable(text), description: 'What the storage said; null: it works.' },
  }),
  Pushes: object({
    pushes: {
      type: 'array',
      maxItems: 20,
      items: object({
        id: text,
        state: { enum: ['running', 'done', 'failed'] },
        tries: { ...integer, description: 'So far, at most 5.' },
        target: { ...nullable(text), description: 'Null until it is there.' },
        objects: {
          type: 'array',
          items: object({ key: text, bytes: integer, sha256: text }),
          description: 'None until it is there.',
        },
        failure: { ...nullable(text), description: 'Why the last try failed.' },
        createdBy: text,
        createdAt: instant,
        endedAt: nullable(instant),
      }),
    },
  }),
};

const body: Json = { required: true, content: { 'application/json': { schema: ref('NewStorage') } } };

export const STORAGE_PATHS: Json = {
  '/v1/projects/{project}/storage/{name}': {
    get: {
      operationId: 'getStorage',
      summary: 'Read where a dataset’s versions are pushed to; never with the secret',
      parameters: [PROJECT, NAME],
      responses: { 200: json('As it is set.', 'StorageOfDataset'), ...problems() },
    },
    post: {
      operationId: 'setStorage',
      summary: 'Push every version of the dataset that is frozen from now on to S3-compatible storage',
      parameters: [PROJECT, NAME],
      requestBody: body,
      responses: { 200: json('As it is set.', 'StorageOfDataset'), ...problems(413, 422) },
    },
  },
  '/v1/projects/{project}/storage/{name}/test': {
    post: {
      operationId: 'testStorage',
      summary: 'Store an object there and remove it again; nothing is set',
      parameters: [PROJECT, NAME],
      requestBody: body,
      responses: { 200: json('Whether it works.', 'StorageTest'), ...problems(413, 422) },
    },
  },
  '/v1/projects/{project}/storage/{name}/remove': {
    post: {
      operationId: 'removeStorage',
      summary: 'Push the dataset’s versions nowhere from now on; what is there stays',
      parameters: [PROJECT, NAME],
      responses: { 204: { description: 'It has none.' }, ...problems() },
    },
  },
  '/v1/projects/{project}/datasets/{number}/pushes': {
    get: {
      operationId: 'listPushes',
      summary: 'Read how a version was pushed, newest first, at most 20',
      parameters: [PROJECT, NUMBER],
      responses: { 200: json('As they stand now.', 'Pushes'), ...problems() },
    },
    post: {
      operationId: 'pushDataset',
      summary: 'Push a version once more, to where its dataset’s go',
      parameters: [PROJECT, NUMBER],
      responses: { 202: json('The newest is waiting.', 'Pushes'), ...problems(409, 422) },
    },
  },
};
