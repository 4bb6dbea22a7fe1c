import { changeOf, ProblemError, refuseUnsafe } from '../http/index.js';
import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';

/** Any JSON value: a case's input, an answer, a schema. */
export const JsonScalar = new GraphQLScalarType<unknown, unknown>({
  name: 'JSON',
  description: 'Any JSON value: a case’s input, an answer, a schema.',
  serialize: (value) => value,
  parseValue: (value) => value,
  parseLiteral: (node) => {
    const value = literal(node);
    refuseUnsafe(value);
    return value;
  },
});

function literal(node: ValueNode): unknown {
  switch (node.kind) {
    case Kind.STRING:
    case Kind.BOOLEAN:
      return node.value;
    case Kind.INT:
    case Kind.FLOAT:
      return numberOf(node.value);
    case Kind.LIST:
      return node.values.map(literal);
    case Kind.OBJECT:
      return Object.fromEntries(node.fields.map((field) => [field.name.value, literal(field.value)]));
    case Kind.VARIABLE:
      // A compiled document keeps its literals, so the next caller would get this one's value.
      throw new GraphQLError('A variable cannot stand inside a JSON literal: give the whole value as a variable.');
    case Kind.ENUM:
    case Kind.NULL:
      return null;
  }
}

function numberOf(written: string): number {
  const detail = changeOf(written);
  if (detail !== undefined)
    throw new ProblemError('invalid', `A number would not be kept as it is written: it ${detail}.`);
  return Number(written);
}
