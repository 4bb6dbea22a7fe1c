import { decisionRequestSchema, FEEDBACK_KINDS, feedbackRequestSchema } from '@handrail/shared/contracts';
import { LEVELS, REVIEW_REASONS, ROUTE_REASONS } from '@handrail/shared/ladder';
import {
  newDeciderSchema,
  TRAINING_STATUSES,
  TRAINING_TRIGGERS,
  trainingOptionsSchema,
  trainingProgressSchema,
} from '@handrail/shared/deciders';
import { deploymentProfileSchema, profileDeclarationSchema } from '@handrail/shared/projects';
import { DATASET_PATHS, DATASET_SCHEMAS } from './openapi/datasets.js';
import { IMPORT_PATHS, IMPORT_SCHEMAS } from './openapi/imports.js';
import {
  binary,
  fromZod,
  header,
  instant,
  integer,
  json,
  KEY,
  nullable,
  object,
  path,
  problems,
  PROJECT,
  query,
  ref,
  text,
  type Json,
} from './openapi/parts.js';
import { ROLLOUT_SCHEMAS } from './openapi/rollouts.js';
import { WEBHOOKS } from './openapi/webhooks.js';

const PREFER = header('Prefer', 'wait=N holds the answer until a person has decided, for at most N ≤ 60 seconds.');
const number: Json = { type: 'number' };

const SCHEMAS: Json = {
  ...DATASET_SCHEMAS,
  ...IMPORT_SCHEMAS,
  ...ROLLOUT_SCHEMAS,
  TrainingOptions: fromZod(trainingOptionsSchema, 'input'),
  Training: object({
    id: text,
    decider: text,
    status: { enum: TRAINING_STATUSES },
    trigger: { enum: TRAINING_TRIGGERS },
    outcome: { ...nullable(text), description: 'What came of it, or why nothing did.' },
    version: { ...nullable(integer), description: 'Null until there is one.' },
    progress: { anyOf: [fromZod(trainingProgressSchema, 'output'), { type: 'null' }] },
    options: ref('TrainingOptions'),
    askedBy: text,
    url: text,
    createdAt: instant,
    startedAt: nullable(instant),
    endedAt: nullable(instant),
  }),
  DecisionRequest: fromZod(decisionRequestSchema, 'input'),
  Route: object(
    {
      level: { enum: LEVELS },
      reason: { enum: ROUTE_REASONS },
      policyVersion: integer,
      propensity: { ...number, description: 'Probability that a case like this gets a human label.' },
    },
    { threshold: number },
  ),
  Decided: object({
    id: text,
    status: { const: 'decided' },
    value: { description: 'By the project’s output schema: a label, labels, a number or text.' },
    confidence: nullable(number),
    decidedBy: object({ kind: { enum: ['model', 'human', 'system'] }, name: text }, { version: text }),
    route: ref('Route'),
    createdAt: instant,
    decidedAt: instant,
  }),
  Pending: object({
    id: text,
    status: { const: 'pending' },
    review: object({ id: text, reason: { enum: REVIEW_REASONS } }),
    route: ref('Route'),
    createdAt: instant,
  }),
  Hidden: {
    ...object({
      id: text,
      status: { const: 'pending' },
      review: object({ id: text, reason: { const: 'hidden' } }),
      route: object({ level: { enum: LEVELS }, reason: { const: 'hidden' }, policyVersion: integer }),
      createdAt: instant,
    }),
    description:
      'What a key reads whose maker reviews in the project, while a blind review of the case is open, be it decided or not.',
  },
  Profile: profileSchema(),
  ProfileDeclaration: fromZod(profileDeclarationSchema, 'input'),
  NewDecider: fromZod(newDeciderSchema, 'input'),
  Decider: fromZod(newDeciderSchema, 'output'),
  NewVersion: {
    type: 'object',
    required: ['connector'],
    properties: {
      connector: { enum: ['caller', 'http', 'rules'], description: 'How it is asked.' },
      config: {
        type: 'object',
        description: 'Of the connector; every value that does not fit is named by its pointer.',
      },
      modelCard: { type: 'object', description: 'What it was trained on and how it was measured.' },
      secrets: {
        type: 'object',
        description: 'Kept encrypted and never shown again.',
        properties: { credential: { type: 'string', description: 'The token, password or header’s value.' } },
      },
    },
  },
  Version: object({
    reference: { ...text, description: 'name@version, as policies and predictions name it.' },
    name: text,
    version: integer,
    state: { const: 'registered' },
  }),
  CheckedOnnx: object({
    description: { type: 'object', description: 'Inputs, outputs and operators, as the file has them.' },
    config: { type: 'object', description: 'How fields become inputs and outputs answers.' },
    trial: object({
      input: { type: 'object', description: 'The newest case, or a made-up one.' },
      said: { type: ['object', 'null'] },
      error: nullable(text),
    }),
  }),
  FeedbackRequest: fromZod(feedbackRequestSchema, 'input'),
  Feedback: object(
    {
      id: text,
      decisionId: { ...text, description: 'The id of the case, as in the path.' },
      kind: { enum: FEEDBACK_KINDS },
      createdAt: instant,
    },
    { value: { description: 'By the project’s output schema.' }, comment: text },
  ),
  Problem: object(
    { type: text, title: text, status: integer, detail: text },
    { instance: text, errors: { type: 'array', items: object({ pointer: text, detail: text }) } },
  ),
};

/** The declared profile, and beside it what the policy demands and what this process uses. */
function profileSchema(): Json {
  const { required, properties, ...rest } = fromZod(deploymentProfileSchema, 'output');
  const measured = ['memoryBytes', 'memoryPeakBytes', 'cpuCores', 'cpuPeakCores', 'seconds'].map((name) => [
    name,
    number,
  ]);
  return {
    ...rest,
    required: [...(required as string[]), 'version', 'latencyBudgetMs', 'measured'],
    properties: {
      ...(properties as Json),
      version: { ...integer, description: '0: never declared.' },
      latencyBudgetMs: integer,
      measured: object(Object.fromEntries(measured) as Record<string, Json>),
    },
  };
}

const LOCATION: Json = { Location: { description: 'Where to ask again.', schema: text } };
const WAITING = json('A person will decide.', 'Pending', LOCATION);
const WAITING_OR_HIDDEN: Json = {
  description: 'A person will decide, or a blind review hides it.',
  content: { 'application/json': { schema: { anyOf: [ref('Pending'), ref('Hidden')] } } },
  headers: LOCATION,
};

/** The description of REST under /v1, OpenAPI 3.1. */
export const OPENAPI: Json = {
  openapi: '3.1.0',
  info: {
    title: 'Handrail',
    version: '1',
    description: 'Send cases, read decisions, pull labels. Errors are application/problem+json (RFC 9457).',
  },
  security: [{ apiKey: [] }],
  webhooks: WEBHOOKS,
  paths: {
    ...DATASET_PATHS,
    ...IMPORT_PATHS,
    '/v1/projects/{project}/decisions': {
      post: {
        operationId: 'decide',
        summary: 'Send a case',
        parameters: [PROJECT, KEY, PREFER],
        requestBody: { required: true, content: { 'application/json': { schema: ref('DecisionRequest') } } },
        responses: {
          200: json('Decided.', 'Decided'),
          202: WAITING,
          ...problems(409, 413, 422, 429),
        },
      },
    },
    '/v1/decisions/{id}/feedback': {
      post: {
        operationId: 'giveFeedback',
        summary: 'Say what the end user did with a decision',
        parameters: [
          path('id', 'From the answer to the case.'),
          header('Idempotency-Key', 'Repeating a request with its key stores nothing new and gives the first answer.'),
        ],
        requestBody: { required: true, content: { 'application/json': { schema: ref('FeedbackRequest') } } },
        responses: { 201: json('Kept.', 'Feedback'), ...problems(409, 413, 422) },
      },
    },
    '/v1/decisions/{id}': {
      get: {
        operationId: 'getDecision',
        summary: 'Read a decision as it stands now',
        parameters: [path('id', 'From the answer to the case.'), PREFER],
        responses: { 200: json('Decided.', 'Decided'), 202: WAITING_OR_HIDDEN, ...problems() },
      },
    },
    '/v1/projects/{project}/profile': {
      get: {
        operationId: 'getProfile',
        summary: 'Read how the project is deployed: its limits, its budget, and what this process uses',
        parameters: [PROJECT],
        responses: { 200: json('As it stands now.', 'Profile'), ...problems() },
      },
      post: {
        operationId: 'declareProfile',
        summary: 'Declare how the project is deployed, all of it anew; in force for the next case',
        parameters: [PROJECT],
        requestBody: { required: true, content: { 'application/json': { schema: ref('ProfileDeclaration') } } },
        responses: { 201: json('In force.', 'Profile'), ...problems(409, 413, 422) },
      },
    },
    '/v1/projects/{project}/deciders': {
      post: {
        operationId: 'registerDecider',
        summary: 'Give a model or a previous system its name; versions come next',
        parameters: [PROJECT, KEY],
        requestBody: { required: true, content: { 'application/json': { schema: ref('NewDecider') } } },
        responses: { 201: json('Registered.', 'Decider'), ...problems(409, 413, 422) },
      },
    },
    '/v1/projects/{project}/deciders/{name}/versions': {
      post: {
        operationId: 'registerVersion',
        summary: 'Register a version of a decider, for instance from a build; it decides nothing yet',
        parameters: [PROJECT, path('name', 'Of the decider, which is registered already.'), KEY],
        requestBody: { required: true, content: { 'application/json': { schema: ref('NewVersion') } } },
        responses: { 201: json('Registered.', 'Version'), ...problems(409, 413, 422) },
      },
    },
    '/v1/projects/{project}/deciders/{name}/train': {
      post: {
        operationId: 'trainDecider',
        summary: 'Train the next version on the project’s labels; it goes to shadow, never further',
        parameters: [PROJECT, path('name', 'Of the decider; made where it is new.')],
        requestBody: { required: false, content: { 'application/json': { schema: ref('TrainingOptions') } } },
        responses: {
          202: json('Asked for, or under way already.', 'Training', {
            location: { description: 'Where to read how it goes.', schema: text },
          }),
          ...problems(413, 422),
        },
      },
    },
    '/v1/trainings/{id}': {
      get: {
        operationId: 'getTraining',
        summary: 'Read how far a training is, what came of it, or why nothing did',
        parameters: [path('id', 'From the answer to the asking.')],
        responses: { 200: json('As it stands now.', 'Training'), ...problems() },
      },
      delete: {
        operationId: 'removeTraining',
        summary: 'Remove a training that is over; the version that came of it stays',
        parameters: [path('id', 'From the answer to the asking.')],
        responses: { 204: { description: 'It is gone.' }, ...problems(409) },
      },
    },
    '/v1/trainings/{id}/cancel': {
      post: {
        operationId: 'cancelTraining',
        summary: 'Call a training off; one that is over stays as it is',
        parameters: [path('id', 'From the answer to the asking.')],
        responses: { 200: json('As it stands now.', 'Training'), ...problems() },
      },
    },
    '/v1/projects/{project}/deciders/{name}/onnx': {
      post: {
        operationId: 'uploadOnnx',
        summary: 'Upload an ONNX file as the next version, or have it looked at',
        parameters: [
          PROJECT,
          path('name', 'Of the decider, which is registered already.'),
          query('check', { enum: ['true', 'false'] }, 'true: says what the file is, keeps nothing.'),
          query('mapping', text, 'How fields become inputs and outputs answers, as JSON; absent: found out.'),
          KEY,
        ],
        requestBody: {
          required: true,
          content: { 'application/octet-stream': { schema: binary } },
        },
        responses: {
          201: {
            description: 'Registered; with check=true: what it is, and nothing is kept.',
            content: { 'application/json': { schema: { anyOf: [ref('Version'), ref('CheckedOnnx')] } } },
          },
          ...problems(409, 413, 422),
        },
      },
    },
    '/v1/projects/{project}/rollouts/{id}': {
      get: {
        operationId: 'getRollout',
        summary: 'The report of a rollout: its timeline, evidence, who decided how many cases, and the verdict',
        parameters: [PROJECT, path('id', 'Of the rollout.')],
        responses: {
          200: json('As it stands now.', 'RolloutReport'),
          ...problems(),
        },
      },
    },
    '/v1/projects/{project}/labels': {
      get: {
        operationId: 'getLabels',
        summary: 'Download labels, streamed, oldest first',
        parameters: [
          PROJECT,
          {
            name: 'format',
            in: 'query',
            required: false,
            schema: { type: 'string', enum: ['jsonl', 'csv', 'parquet'], default: 'jsonl' },
          },
          {
            name: 'since',
            in: 'query',
            required: false,
            description:
              'A time (ISO 8601, inclusive), or a cursor: c0 for all labels, then what Handrail-Cursor said; each label comes once, however late it was committed.',
            schema: text,
          },
          ...['until', 'blind', 'level', 'reason', 'value'].map((name) => ({
            name,
            in: 'query',
            required: false,
            schema: text,
          })),
        ],
        responses: {
          200: {
            description: 'One label a line, or a row.',
            headers: {
              'Handrail-Cursor': {
                description: 'Where this answer ends, of a poll and of Parquet; the next `since`.',
                schema: text,
              },
            },
            content: {
              'application/x-ndjson': { schema: text },
              'text/csv': { schema: text },
              'application/vnd.apache.parquet': { schema: binary },
            },
          },
          ...problems(422),
        },
      },
    },
  },
  components: { schemas: SCHEMAS, securitySchemes: { apiKey: { type: 'http', scheme: 'bearer' } } },
};
