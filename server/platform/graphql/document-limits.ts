import {
  getOperationAST,
  GraphQLError,
  Kind,
  OperationTypeNode,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
import { ProblemError } from '../http/index.js';
import { limitQuery } from './query-limits.js';

/** About ten times the longest document of the web application. A parsed token takes about half a kilobyte. */
export const MAX_TOKENS = 2000;
const MAX_CHARACTERS = 64 * 1024;

/** Before anything is parsed: comments and long names are no tokens to count. @throws ProblemError */
export function refuseLong(source: string): void {
  if (source.length > MAX_CHARACTERS) {
    const limit = `A GraphQL document has at most ${MAX_CHARACTERS} characters`;
    throw new ProblemError('too-large', `${limit}; give long values as variables.`);
  }
}

/**
 * What the parser refuses, Mercurius reads as JSON in its place, as a tree that somebody else parsed: it would pass the limit
 * of tokens, and need not be a document at all. @throws ProblemError
 */
export function refuseUnparsed(document: unknown): void {
  const isOurs = typeof document === 'object' && document !== null && 'loc' in document && isLocation(document.loc);
  if (!isOurs) throw new ProblemError('bad-request', 'The query is no GraphQL document; send its text.');
}

/** Before the other rules, which compare every field with every other of its name. @throws ProblemError */
export function refuseTooMuch(schema: GraphQLSchema, document: DocumentNode): void {
  const [error] = validate(schema, document, [limitQuery]);
  if (error) throw new ProblemError('bad-request', error.message);
}

/** The parser's own places have the text; a tree that came as JSON cannot. */
function isLocation(loc: unknown): boolean {
  return typeof loc === 'object' && loc !== null && Object.getPrototypeOf(loc) !== Object.prototype;
}

/** What is wrong with a document that comes over a WebSocket, where Mercurius validates nothing; empty when all is well. */
export function errorsOfSubscription(
  schema: GraphQLSchema,
  query: string,
  operationName: string | undefined,
): readonly GraphQLError[] {
  let document: DocumentNode;
  try {
    refuseLong(query);
    document = parse(query, { maxTokens: MAX_TOKENS });
  } catch (error) {
    return [error instanceof GraphQLError ? error : new GraphQLError(messageOf(error))];
  }
  const other = document.definitions.find((node) => node.kind !== Kind.FRAGMENT_DEFINITION && !isSubscription(node));
  if (other) return [new GraphQLError('Only subscriptions come over a WebSocket; send anything else by POST.')];
  if (!getOperationAST(document, operationName)) return [new GraphQLError('Name the operation that is to run.')];
  const tooMuch = validate(schema, document, [limitQuery]);
  return tooMuch.length > 0 ? tooMuch : validate(schema, document, specifiedRules);
}

function isSubscription(node: DocumentNode['definitions'][number]): boolean {
  return node.kind === Kind.OPERATION_DEFINITION && node.operation === OperationTypeNode.SUBSCRIPTION;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'The document cannot be read.';
}
