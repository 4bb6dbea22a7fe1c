import type { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { BREAK, visit, type DocumentNode } from 'graphql';
import { ProblemError } from '../http/index.js';

const ASKS_FOR_SCHEMA = new Set(['__schema', '__type']);
/** By document: the same one comes again and again, and is parsed once. */
const known = new WeakMap<DocumentNode, boolean>();

/**
 * Refuses documents that ask for the schema unless `may` says yes to the request. They pass no guard: their fields are the
 * library's own. Subscriptions cannot ask for it.
 */
export function refuseIntrospection(
  { httpAdapter }: HttpAdapterHost,
  may: (request: FastifyRequest) => Promise<boolean>,
): void {
  const fastify = httpAdapter.getInstance<FastifyInstance>();
  fastify.graphql.addHook('preExecution', async (_schema, document, context) => {
    if (!asksForSchema(document)) return;
    if (!(await may(context.reply.request)))
      throw new ProblemError('unauthenticated', 'Sign in to ask for the schema; schema.graphql has it as well.');
  });
}

/** Wherever it stands in the document, also in a fragment or an operation that is not run. */
function asksForSchema(document: DocumentNode): boolean {
  const before = known.get(document);
  if (before !== undefined) return before;
  let asks = false;
  visit(document, {
    Field: ({ name }) => {
      asks ||= ASKS_FOR_SCHEMA.has(name.value);
      return asks ? BREAK : undefined;
    },
  });
  known.set(document, asks);
  return asks;
}
