import {
  GraphQLError,
  Kind,
  OperationTypeNode,
  type FragmentDefinitionNode,
  type SelectionSetNode,
  type ValidationRule,
} from 'graphql';

const MAX_FIELDS = 1000;
const MAX_QUERIES = 20;
/** One request does one thing, or a few: a thousand sign-ins in one would pass every limit that counts requests. */
const MAX_MUTATIONS = 5;

type Size = { readonly fields: number; readonly roots: number };
type Fragments = (name: string) => FragmentDefinitionNode | null | undefined;

/** Refuses a document that asks for too much at once, whatever its aliases and fragments are called. */
export const limitQuery: ValidationRule = (context) => ({
  OperationDefinition(node) {
    const fragments: Fragments = (name) => context.getFragment(name);
    const { fields, roots } = sizeOf(node.selectionSet, fragments, new Map());
    const mostRoots = node.operation === OperationTypeNode.MUTATION ? MAX_MUTATIONS : MAX_QUERIES;
    if (roots > mostRoots) {
      context.reportError(new GraphQLError(`At most ${mostRoots} operations go into one request.`, { nodes: node }));
    } else if (fields > MAX_FIELDS) {
      context.reportError(new GraphQLError(`At most ${MAX_FIELDS} fields can be asked for.`, { nodes: node }));
    }
  },
});

/** Counted as executed: a fragment counts wherever it is spread. A fragment inside itself is refused by another rule. */
function sizeOf(set: SelectionSetNode, fragments: Fragments, known: Map<string, Size>): Size {
  let [fields, roots] = [0, 0];
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) {
      roots += 1;
      fields += 1 + (selection.selectionSet ? sizeOf(selection.selectionSet, fragments, known).fields : 0);
      continue;
    }
    const inner =
      selection.kind === Kind.INLINE_FRAGMENT
        ? sizeOf(selection.selectionSet, fragments, known)
        : sizeOfFragment(selection.name.value, fragments, known);
    fields += inner.fields;
    roots += inner.roots;
  }
  return { fields, roots };
}

function sizeOfFragment(name: string, fragments: Fragments, known: Map<string, Size>): Size {
  const kept = known.get(name);
  if (kept) return kept;
  known.set(name, { fields: 0, roots: 0 });
  const fragment = fragments(name);
  const size = fragment ? sizeOf(fragment.selectionSet, fragments, known) : { fields: 0, roots: 0 };
  known.set(name, size);
  return size;
}
