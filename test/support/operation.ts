import {
  GraphQLEnumType,
  GraphQLInputObjectType,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLUnionType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLOutputType,
} from 'graphql';

/** Values for arguments and fields of inputs by their name, and `id` by that of the operation. */
export type Given = Readonly<Record<string, unknown>>;

/** A document that calls the field with its required arguments, and the variables: what is given by name, else anything that fits. */
export function operation(
  kind: 'query' | 'mutation' | 'subscription',
  field: GraphQLField<unknown, unknown>,
  given: Given,
): [document: string, variables: Record<string, unknown>] {
  const used = field.args.filter(({ type }) => type instanceof GraphQLNonNull);
  const declared = used.map(({ name, type }) => `$${name}: ${String(type)}`).join(', ');
  const passed = used.map(({ name }) => `${name}: $${name}`).join(', ');
  const call = `${field.name}${passed && `(${passed})`} ${selection(field.type)}`;
  return [
    `${kind}${declared && ` (${declared})`} { ${call} }`,
    Object.fromEntries(
      used.map(({ name, type }) => [name, valueOf(type, name === 'id' ? `id of ${field.name}` : name, given)]),
    ),
  ];
}

function valueOf(type: GraphQLInputType, name: string, given: Given): unknown {
  if (type instanceof GraphQLNonNull) return valueOf(type.ofType, name, given);
  if (name in given) return given[name];
  if (type instanceof GraphQLList) return [valueOf(type.ofType, name, given)];
  if (type instanceof GraphQLEnumType) return type.getValues()[0]?.name;
  if (type instanceof GraphQLInputObjectType)
    return Object.fromEntries(
      Object.values(type.getFields())
        .filter(({ type: field, name: own }) => field instanceof GraphQLNonNull || own in given)
        .map((field) => [field.name, valueOf(field.type, field.name, given)]),
    );
  return { ID: 'x', String: 'x', Int: 1, Float: 0.5, Boolean: true, JSON: {}, DateTime: '2026-01-01T00:00:00Z' }[
    type.name
  ];
}

function selection(type: GraphQLOutputType): string {
  if (type instanceof GraphQLNonNull || type instanceof GraphQLList) return selection(type.ofType as GraphQLOutputType);
  return type instanceof GraphQLObjectType || type instanceof GraphQLUnionType ? '{ __typename }' : '';
}
