/** Rules of this house that no plugin has. Each is planted in tools/lint.spec.ts. */

/** @typedef {import('eslint').Rule.RuleContext} Context */
/** @typedef {any} Node */

const FUNCTIONS = new Set(['ArrowFunctionExpression', 'FunctionExpression', 'FunctionDeclaration']);
const LITERALS = new Set(['Literal', 'TemplateLiteral']);

/**
 * Whether evaluating it tells nobody anything.
 * @param {Node} node
 * @returns {boolean}
 */
function isNothing(node) {
  if (node === null || node === undefined) return true;
  if (LITERALS.has(node.type)) return true;
  if (node.type === 'Identifier') return node.name === 'undefined';
  if (node.type === 'ArrayExpression') return node.elements.every(isNothing);
  if (node.type === 'ObjectExpression')
    return node.properties.every((/** @type {Node} */ one) => one.type === 'Property' && isNothing(one.value));
  if (node.type === 'UnaryExpression') return isNothing(node.argument);
  if (node.type === 'TSAsExpression' || node.type === 'TSSatisfiesExpression') return isNothing(node.expression);
  return false;
}

/**
 * @param {Node} body
 * @returns {boolean}
 */
function doesNothing(body) {
  if (body.type !== 'BlockStatement') return isNothing(body);
  return body.body.every(
    (/** @type {Node} */ one) =>
      one.type === 'EmptyStatement' || (one.type === 'ReturnStatement' && isNothing(one.argument)),
  );
}

/**
 * @param {Node} node
 * @param {(node: Node) => boolean} found
 * @param {Record<string, string[]>} keys
 * @returns {boolean}
 */
function holds(node, found, keys) {
  if (found(node)) return true;
  return (keys[node.type] ?? []).some((key) =>
    [node[key]].flat().some((/** @type {Node} */ child) => child?.type && holds(child, found, keys)),
  );
}

/**
 * What a name stands for in this file, where it is a function.
 * @param {Context} context
 * @param {Node} node
 * @returns {Node | undefined}
 */
function functionOf(context, node) {
  if (FUNCTIONS.has(node.type)) return node;
  if (node.type !== 'Identifier') return undefined;
  for (let scope = context.sourceCode.getScope(node); scope; scope = /** @type {any} */ (scope.upper)) {
    const [definition] = scope.set.get(node.name)?.defs ?? [];
    if (!definition) continue;
    const given = definition.node.type === 'VariableDeclarator' ? definition.node.init : definition.node;
    return given && FUNCTIONS.has(given.type) ? given : undefined;
  }
  return undefined;
}

/** A failure is told, thrown on, or has the reason why not beside it; one that just ends is forbidden. */
const noSwallowedFailure = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      empty:
        'A failure ends here in silence. Log and count it (platform/background, platform/failures), show it, or throw it.',
      unsaid: 'This failure is dropped: use it, throw it, or say in a comment here why nobody needs to hear of it.',
    },
  },
  /** @param {Context} context */
  create(context) {
    const { sourceCode } = context;
    const keys = sourceCode.visitorKeys;

    /** @param {Node} node */
    const hasReason = (node) => {
      if (sourceCode.getCommentsInside(node).length > 0) return true;
      // Before it, or before what it is a part of, as far as its statement.
      for (let part = node; part; part = part.parent) {
        if (sourceCode.getCommentsBefore(part).length > 0) return true;
        if (/Statement$|Declaration$|PropertyDefinition$/.test(part.type)) break;
      }
      return false;
    };

    /** @param {Node} node @param {Node[]} parameters */
    const usesError = (node, parameters) =>
      parameters.length > 0 &&
      sourceCode.scopeManager
        .getDeclaredVariables(node)
        .some((/** @type {any} */ variable) => variable.references.length > 0);

    /** @param {Node} body */
    const throws = (body) => holds(body, (one) => one.type === 'ThrowStatement', keys);

    /**
     * @param {Node} call
     * @param {Node | undefined} handler
     * @param {boolean} [isOnlyForNothing]
     */
    function look(call, handler, isOnlyForNothing = false) {
      if (!handler) return;
      const given = functionOf(context, handler);
      if (!given) {
        if (handler.type === 'Identifier' && /^(noop|ignore|swallow)/i.test(handler.name))
          context.report({ node: handler, messageId: 'empty' });
        return;
      }
      if (doesNothing(given.body)) context.report({ node: handler, messageId: 'empty' });
      else if (!isOnlyForNothing && !usesError(given, given.params) && !throws(given.body) && !hasReason(call))
        context.report({ node: handler, messageId: 'unsaid' });
    }

    return {
      /** @param {Node} node */
      CatchClause(node) {
        if (node.body.body.length === 0) return context.report({ node, messageId: 'empty' });
        const parameters = node.param ? [node.param] : [];
        if (usesError(node, parameters) || throws(node.body)) return;
        if (sourceCode.getCommentsInside(node).length === 0) context.report({ node, messageId: 'unsaid' });
      },
      /** @param {Node} node */
      CallExpression(node) {
        const { callee, arguments: given } = node;
        const name = callee.property?.name ?? callee.name;
        if (callee.type === 'MemberExpression' && callee.object.type !== 'Super') {
          if (name === 'catch') look(node, given[0]);
          if (name === 'then') look(node, given[1]);
          if (
            /^(on|once|addListener|addEventListener)$/.test(name) &&
            /^(error|unhandledrejection)$/.test(given[0]?.value)
          )
            look(node, given[1], true);
        }
        const last = given.at(-1);
        if (name === 'pipeline' && last && FUNCTIONS.has(last.type)) look(node, last);
      },
    };
  },
};

/** What could not be read is not drawn as if there were nothing: what a query failed with is read where it is used. */
const queryShowsItsError = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      unread: 'Nothing shows that this could not be read: read the `error` of the query and show it (web/ui/states).',
    },
  },
  /** @param {Context} context */
  create(context) {
    /** @param {any} reference */
    const readsError = ({ init, identifier }) => {
      const { parent } = identifier;
      if (init === true) return false;
      if (parent.type === 'MemberExpression' && parent.object === identifier) return parent.property.name === 'error';
      // Handed on whole, or taken apart there.
      return parent.type !== 'VariableDeclarator' || namesError(parent.id);
    };
    /** @param {any} pattern */
    const namesError = (pattern) =>
      pattern.type !== 'ObjectPattern' ||
      pattern.properties.some((/** @type {any} */ { type, key }) => type === 'RestElement' || key.name === 'error');
    return {
      /** @param {Node} node */
      VariableDeclarator(node) {
        if (node.init?.type !== 'CallExpression' || node.init.callee.name !== 'useQuery') return;
        const isRead =
          node.id.type === 'Identifier'
            ? context.sourceCode.getDeclaredVariables(node)[0].references.some(readsError)
            : namesError(node.id);
        if (!isRead) context.report({ node, messageId: 'unread' });
      },
    };
  },
};

/** Whoever presses a button learns that it failed: what a mutation failed with is read where it is used. */
const mutationShowsItsError = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      unread: 'Nothing shows that this mutation failed: read its `error` and show it, or catch what each call throws.',
    },
  },
  /** @param {Context} context */
  create(context) {
    /** @param {any} variable */
    const isErrorRead = (variable) =>
      variable.references.some((/** @type {any} */ reference) => {
        const { parent } = reference.identifier;
        if (reference.init) return false;
        // The whole state is handed on, or its error is read.
        return (
          !(parent.type === 'MemberExpression' && parent.object === reference.identifier) ||
          parent.property.name === 'error'
        );
      });

    /** @param {any} reference */
    const isCaught = (reference) => {
      const { identifier } = reference;
      if (reference.init) return true;
      const call = identifier.parent;
      // Handed on: whoever calls it has to hear of it.
      if (call.type !== 'CallExpression' || call.callee !== identifier) return true;
      for (let node = call; node.parent && !FUNCTIONS.has(node.type); node = node.parent) {
        const { parent } = node;
        if (parent.type === 'TryStatement' && parent.block === node && parent.handler) return true;
        if (parent.type === 'MemberExpression' && parent.object === node) {
          const { name } = parent.property;
          if (name === 'catch' || (name === 'then' && parent.parent.arguments?.length > 1)) return true;
        }
        if (parent.type === 'ReturnStatement' || (parent.type === 'ArrowFunctionExpression' && parent.body === node))
          return node === call || parent.type === 'ReturnStatement';
      }
      return false;
    };

    return {
      /** @param {Node} node */
      VariableDeclarator(node) {
        if (node.init?.type !== 'CallExpression' || node.init.callee.name !== 'useMutation') return;
        const [, state] = node.id.elements ?? [];
        const [, options] = node.init.arguments;
        if (options?.properties?.some((/** @type {Node} */ one) => one.key?.name === 'onError')) return;
        if (state?.type === 'ObjectPattern') {
          if (state.properties.some((/** @type {Node} */ one) => one.key?.name === 'error')) return;
        }
        const declared = context.sourceCode.scopeManager?.getDeclaredVariables(node) ?? [];
        const [run, kept] = declared;
        if (state?.type === 'Identifier' && kept && isErrorRead(kept)) return;
        const calls = run?.references.filter((one) => !one.init) ?? [];
        if (calls.length > 0 && calls.every(isCaught)) return;
        context.report({ node, messageId: 'unread' });
      },
    };
  },
};

/** What runs again and again goes through platform/background, which tells when it no longer does. */
const noTimerOfItsOwn = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      timer:
        'What runs again and again goes through platform/background. Where it is none of that, say so: "// Not background work: why".',
    },
  },
  /** @param {Context} context */
  create(context) {
    const { sourceCode } = context;
    /** @param {Node} node */
    const isSaid = (node) =>
      sourceCode
        .getAllComments()
        .some(
          ({ value, loc }) =>
            value.trim().startsWith('Not background work:') &&
            loc !== null &&
            loc !== undefined &&
            node.loc.start.line - loc.end.line <= 3 &&
            node.loc.start.line >= loc.start.line,
        );
    /** @param {Node} node */
    const isRepeating = (node) => {
      // A wait inside a loop.
      for (let at = node; at.parent; at = at.parent)
        if (/^(While|DoWhile|For)Statement$/.test(at.parent.type)) return true;
      return false;
    };
    return {
      /** @param {Node} node */
      CallExpression(node) {
        const name = node.callee.property?.name ?? node.callee.name;
        if (name !== 'setInterval' && !(name === 'setTimeout' && isRepeating(node))) return;
        if (!isSaid(node)) context.report({ node, messageId: 'timer' });
      },
    };
  },
};

/** What the data calls its texts that people outside wrote. */
const OF_USERS = new Set([
  'annotator',
  'challenger',
  'champion',
  'createdBy',
  'description',
  'email',
  'failure',
  'fileName',
  'incumbent',
  'note',
  'notes',
  'owner',
  'part',
  'reason',
  'reviewer',
  'segment',
  'sentence',
  'summary',
  'withoutProof',
]);
/** What else they name, but what is our own is called so, too: held apart where it stands within other words. */
const MAYBE_OF_USERS = new Set([...OF_USERS, 'displayName', 'label', 'name', 'title']);
/** The attributes and properties that hold what is read. */
const READ = new Set([
  'alt',
  'aria-label',
  'aria-valuetext',
  'description',
  'label',
  'message',
  'placeholder',
  'says',
  'text',
  'title',
]);

/**
 * The texts in an expression that may be somebody's; `of` is what they are called.
 * @param {Node} expression
 * @param {ReadonlySet<string>} of
 * @returns {string[]}
 */
function textsIn(expression, of) {
  switch (expression.type) {
    case 'Identifier':
      return of.has(expression.name) ? [expression.name] : [];
    case 'MemberExpression': {
      const { object, property } = expression;
      // Words of our own, by a key: LEVEL_WORDS[level].name
      if (object.type === 'MemberExpression' && /^[A-Z_]+$/.test(object.object.name ?? '')) return [];
      return of.has(property.name) ? [property.name] : [];
    }
    case 'ChainExpression':
    case 'TSNonNullExpression':
      return textsIn(expression.expression, of);
    case 'LogicalExpression':
      return [...(expression.operator === '&&' ? [] : textsIn(expression.left, of)), ...textsIn(expression.right, of)];
    case 'ConditionalExpression':
      return [...textsIn(expression.consequent, of), ...textsIn(expression.alternate, of)];
    case 'TemplateLiteral':
      return expression.expressions.flatMap((/** @type {Node} */ each) => textsIn(each, MAYBE_OF_USERS));
    default:
      return [];
  }
}

/**
 * Text that somebody outside wrote is drawn by UserText: in its own direction, its hidden signs in sight, never too wide;
 * within other words, in a title or an accessible name it is held apart by `isolated`.
 */
const userTextIsDrawnSo = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      words:
        'Between the words of a button an element loses the blanks around it, in what is read aloud too: write one string, with isolated.',
      raw: 'Somebody outside wrote “{{name}}”: draw it with UserText, or put it through isolated (web/ui), or an unseen sign in it turns what is read.',
    },
  },
  /** @param {Context} context */
  create(context) {
    /**
     * @param {Node} node
     * @param {Node} expression
     */
    const look = (node, expression) => {
      for (const name of textsIn(expression, OF_USERS)) context.report({ node, messageId: 'raw', data: { name } });
    };
    return {
      /** @param {Node} node */
      'JSXElement > JSXExpressionContainer, JSXFragment > JSXExpressionContainer'(node) {
        look(node, node.expression);
      },
      /** @param {Node} node */
      'JSXElement[openingElement.name.name=/^(Button|UnstyledButton)$/] > JSXElement[openingElement.name.name="UserText"]'(
        node,
      ) {
        const words = node.parent.children.some(
          (/** @type {Node} */ each) => each.type === 'JSXText' && each.value.trim() !== '',
        );
        if (words) context.report({ node, messageId: 'words' });
      },
      /** @param {Node} node */
      'JSXAttribute > JSXExpressionContainer'(node) {
        const { name } = node.parent.name;
        if (READ.has(name) && node.expression.type === 'TemplateLiteral') look(node, node.expression);
      },
      /** @param {Node} node */
      'Property > TemplateLiteral.value'(node) {
        if (READ.has(node.parent.key.name ?? node.parent.key.value)) look(node, node);
      },
    };
  },
};

export const local = {
  rules: {
    'user-text-is-drawn-so': userTextIsDrawnSo,
    'no-swallowed-failure': noSwallowedFailure,
    'mutation-shows-its-error': mutationShowsItsError,
    'query-shows-its-error': queryShowsItsError,
    'no-timer-of-its-own': noTimerOfItsOwn,
  },
};
