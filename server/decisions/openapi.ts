import { decisionRequestSchema, FEEDBACK_KINDS, feedbackRequestSchema, PROBLEMS } from '@handrail/shared/contracts';
import { LEVELS, REVIEW_REASONS, ROUTE_REASONS } from '@handrail/shared/ladder';
import { TRAINING_STATUSES, TRAINING_TRIGGERS, trainingOptionsSchema } from '@handrail/shared/deciders';
import { deploymentProfileSchema } from '@handrail/shared/projects';
import { z } from 'zod';

type Json = Record<string, unknown>;
const text: Json = { type: 'string' };
const instant: Json = { type: 'string', format: 'date-time' };
const ref = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });
const json = (description: string, name: string, headers: Json = {}): Json => ({
  description,
  content: { 'application/json': { schema: ref(name) } },
  headers,
});
const problems = (...statuses: number[]): Json =>
  Object.fromEntries(
    statuses.map((status) => [
      status,
      { description: titleOf(status), content: { 'application/problem+json': { schema: ref('Problem') } } },
    ]),
  );
const path = (name: string, description: string): Json => ({
  name,
  in: 'path',
  required: true,
  description,
  schema: text,
});
const header = (name: string, description: string): Json => ({
  name,
  in: 'header',
  required: false,
  description,
  schema: text,
});
const PREFER = header('Prefer', 'wait=N holds the answer until a person has decided, for at most N ≤ 60 seconds.');

function titleOf(status: number): string {
  return Object.values(PROBLEMS).find((problem) => problem.status === status)?.title ?? 'Refused';
}

const SCHEMAS: Json = {
  TrainingOptions: z.toJSONSchema(trainingOptionsSchema, { io: 'input' }),
  Training: {
    type: 'object',
    required: ['id', 'decider', 'status', 'outcome', 'version', 'progress', 'url', 'createdAt'],
    properties: {
      id: text,
      decider: text,
      status: { enum: TRAINING_STATUSES },
      trigger: { enum: TRAINING_TRIGGERS },
      outcome: { type: ['string', 'null'], description: 'What came of it, or why nothing did.' },
      version: { type: ['integer', 'null'] },
      progress: { type: ['object', 'null'], description: 'phase, done, total, detail' },
      options: ref('TrainingOptions'),
      askedBy: text,
      url: text,
      createdAt: instant,
      startedAt: { type: ['string', 'null'], format: 'date-time' },
      endedAt: { type: ['string', 'null'], format: 'date-time' },
    },
  },
  DecisionRequest: z.toJSONSchema(decisionRequestSchema, { io: 'input', unrepresentable: 'any' }),
  Route: {
    type: 'object',
    required: ['level', 'reason', 'policyVersion', 'propensity'],
    properties: {
      level: { enum: LEVELS },
      reason: { enum: ROUTE_REASONS },
      policyVersion: { type: 'integer' },
      threshold: { type: 'number' },
      propensity: { type: 'number', description: 'Probability that a case like this gets a human label.' },
    },
  },
  Decided: {
    type: 'object',
    required: ['id', 'status', 'value', 'confidence', 'decidedBy', 'route', 'createdAt', 'decidedAt'],
    properties: {
      id: text,
      status: { const: 'decided' },
      value: { description: 'By the project’s output schema: a label, labels, a number or text.' },
      confidence: { type: ['number', 'null'] },
      decidedBy: {
        type: 'object',
        properties: { kind: { enum: ['model', 'human', 'system'] }, name: text, version: text },
      },
      route: ref('Route'),
      createdAt: instant,
      decidedAt: instant,
    },
  },
  Pending: {
    type: 'object',
    required: ['id', 'status', 'review', 'route', 'createdAt'],
    properties: {
      id: text,
      status: { const: 'pending' },
      review: { type: 'object', properties: { id: text, reason: { enum: REVIEW_REASONS } } },
      route: ref('Route'),
      createdAt: instant,
    },
  },
  Profile: {
    allOf: [
      z.toJSONSchema(deploymentProfileSchema, { io: 'output', unrepresentable: 'any' }),
      {
        type: 'object',
        required: ['latencyBudgetMs', 'measured'],
        properties: {
          latencyBudgetMs: { type: 'integer' },
          measured: {
            type: 'object',
            properties: Object.fromEntries(
              ['memoryBytes', 'memoryPeakBytes', 'cpuCores', 'cpuPeakCores', 'seconds'].map((name) => [
                name,
                { type: 'number' },
              ]),
            ),
          },
        },
      },
    ],
  },
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
  Version: {
    type: 'object',
    required: ['reference', 'name', 'version', 'state'],
    properties: {
      reference: { type: 'string', description: 'name@version, as policies and predictions name it.' },
      name: text,
      version: { type: 'integer' },
      state: { const: 'registered' },
    },
  },
  FeedbackRequest: z.toJSONSchema(feedbackRequestSchema, { io: 'input', unrepresentable: 'any' }),
  Feedback: {
    type: 'object',
    required: ['id', 'decisionId', 'kind', 'createdAt'],
    properties: {
      id: text,
      decisionId: { ...text, description: 'The id of the case, as in the path.' },
      kind: { enum: FEEDBACK_KINDS },
      value: { description: 'By the project’s output schema.' },
      comment: text,
      createdAt: instant,
    },
  },
  Problem: {
    type: 'object',
    required: ['type', 'title', 'status', 'detail'],
    properties: {
      type: text,
      title: text,
      status: { type: 'integer' },
      detail: text,
      instance: text,
      errors: { type: 'array', items: { type: 'object', properties: { pointer: text, detail: text } } },
    },
  },
};

const WAITING = json('A person will decide.', 'Pending', {
  Location: { description: 'Where to ask again.', schema: text },
});

/** The description of REST under /v1, OpenAPI 3.1. */
export const OPENAPI: Json = {
  openapi: '3.1.0',
  info: {
    title: 'Handrail',
    version: '1',
    description: 'Send cases, read decisions, pull labels. Errors are application/problem+json (RFC 9457).',
  },
  security: [{ apiKey: [] }],
  paths: {
    '/v1/projects/{project}/decisions': {
      post: {
        operationId: 'decide',
        summary: 'Send a case',
        parameters: [
          path('project', 'The project’s short name.'),
          header(
            'Idempotency-Key',
            'Repeating a request with its key gives the first answer; another body under it is refused.',
          ),
          PREFER,
        ],
        requestBody: { required: true, content: { 'application/json': { schema: ref('DecisionRequest') } } },
        responses: {
          200: json('Decided.', 'Decided'),
          202: WAITING,
          ...problems(400, 401, 403, 404, 409, 413, 415, 422, 429, 503),
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
        responses: { 201: json('Kept.', 'Feedback'), ...problems(400, 401, 403, 404, 409, 413, 415, 422, 503) },
      },
    },
    '/v1/decisions/{id}': {
      get: {
        operationId: 'getDecision',
        summary: 'Read a decision as it stands now',
        parameters: [path('id', 'From the answer to the case.'), PREFER],
        responses: { 200: json('Decided.', 'Decided'), 202: WAITING, ...problems(401, 403, 404, 503) },
      },
    },
    '/v1/projects/{project}/profile': {
      get: {
        operationId: 'getProfile',
        summary: 'Read how the project is deployed: its limits, its budget, and what this process uses',
        parameters: [path('project', 'The project’s short name.')],
        responses: { 200: json('As it stands now.', 'Profile'), ...problems(401, 403, 404, 503) },
      },
    },
    '/v1/projects/{project}/deciders/{name}/versions': {
      post: {
        operationId: 'registerVersion',
        summary: 'Register a version of a decider, for instance from a build; it decides nothing yet',
        parameters: [
          path('project', 'The project’s short name.'),
          path('name', 'Of the decider, which is registered already.'),
        ],
        requestBody: { required: true, content: { 'application/json': { schema: ref('NewVersion') } } },
        responses: { 201: json('Registered.', 'Version'), ...problems(400, 401, 403, 404, 413, 415, 422, 503) },
      },
    },
    '/v1/projects/{project}/deciders/{name}/train': {
      post: {
        operationId: 'trainDecider',
        summary: 'Train the next version on the project’s labels; it goes to shadow, never further',
        parameters: [
          path('project', 'The project’s short name.'),
          path('name', 'Of the decider; made where it is new.'),
        ],
        requestBody: { required: false, content: { 'application/json': { schema: ref('TrainingOptions') } } },
        responses: {
          202: json('Asked for, or under way already.', 'Training', {
            location: { description: 'Where to read how it goes.', schema: text },
          }),
          ...problems(400, 401, 403, 404, 413, 415, 422, 503),
        },
      },
    },
    '/v1/trainings/{id}': {
      get: {
        operationId: 'getTraining',
        summary: 'Read how far a training is, what came of it, or why nothing did',
        parameters: [path('id', 'From the answer to the asking.')],
        responses: { 200: json('As it stands now.', 'Training'), ...problems(401, 403, 404, 503) },
      },
    },
    '/v1/projects/{project}/deciders/{name}/onnx': {
      post: {
        operationId: 'uploadOnnx',
        summary: 'Upload an ONNX file as the next version, or have it looked at',
        parameters: [
          path('project', 'The project’s short name.'),
          path('name', 'Of the decider, which is registered already.'),
          ...['check', 'mapping'].map((name) => ({ name, in: 'query', required: false, schema: text })),
        ],
        requestBody: {
          required: true,
          content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
        },
        responses: {
          201: json('Registered; with check=true: what it is, and nothing is kept.', 'Version'),
          ...problems(401, 403, 404, 413, 415, 422, 503),
        },
      },
    },
    '/v1/projects/{project}/rollouts/{id}': {
      get: {
        operationId: 'getRollout',
        summary: 'The report of a rollout: its timeline, evidence, who decided how many cases, and the verdict',
        parameters: [path('project', 'The project’s short name.'), path('id', 'Of the rollout.')],
        responses: {
          200: { description: 'As it stands now.', content: { 'application/json': { schema: { type: 'object' } } } },
          ...problems(401, 403, 404, 503),
        },
      },
    },
    '/v1/projects/{project}/labels': {
      get: {
        operationId: 'getLabels',
        summary: 'Download labels, streamed, oldest first',
        parameters: [
          path('project', 'The project’s short name.'),
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
              'application/vnd.apache.parquet': { schema: { type: 'string', format: 'binary' } },
            },
          },
          ...problems(401, 403, 404, 422, 503),
        },
      },
    },
  },
  components: { schemas: SCHEMAS, securitySchemes: { apiKey: { type: 'http', scheme: 'bearer' } } },
};
