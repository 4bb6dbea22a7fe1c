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

/** The same with every field of the answer, and of what it holds, as deep as the server lets it be asked. */
export function wholeOperation(
  kind: 'query' | 'mutation',
  field: GraphQLField<unknown, unknown>,
  given: Given,
): [document: string, variables: Record<string, unknown>] {
  const [document, variables] = operation(kind, field, { ...given, [`id of ${field.name}`]: given['id'] });
  const whole = wholeSelection(field.type, DEEPEST);
  return [document.replace(/\{ __typename \}(?= \})/, whole), variables];
}

const DEEPEST = 8;

function wholeSelection(type: GraphQLOutputType, depth: number): string {
  if (type instanceof GraphQLNonNull || type instanceof GraphQLList)
    return wholeSelection(type.ofType as GraphQLOutputType, depth);
  if (type instanceof GraphQLUnionType)
    return `{ __typename ${type
      .getTypes()
      .map((member) => `... on ${member.name} ${wholeSelection(member, depth)}`)
      .join(' ')} }`;
  if (!(type instanceof GraphQLObjectType)) return '';
  const fields = Object.values(type.getFields()).flatMap(({ name, type: of }) => {
    const inner = wholeSelection(of, depth - 1);
    const isObject = isComposite(of);
    if (isObject && (depth === 0 || inner === '')) return [];
    // One name may be of two types in two members of a union.
    return [`${type.name}_${name}: ${name} ${inner}`];
  });
  return `{ __typename ${fields.join(' ')} }`;
}

function isComposite(type: GraphQLOutputType): boolean {
  if (type instanceof GraphQLNonNull || type instanceof GraphQLList)
    return isComposite(type.ofType as GraphQLOutputType);
  return type instanceof GraphQLObjectType || type instanceof GraphQLUnionType;
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
