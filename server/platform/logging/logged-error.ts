/** SQLSTATE class 22, data exceptions: PostgreSQL puts the value that it refused into the message. */
const ABOUT_A_VALUE = /^22/;
/** Of errors of PostgreSQL and of the network: names of ours and places, no values. */
const PLACES = ['code', 'constraint', 'table', 'column', 'routine', 'syscall', 'address', 'port'] as const;
const DEEPEST = 3;

/**
 * What of an error is logged: its kind, its message, where it happened. Not its other properties: those of the database
 * hold the statement's parameters and the whole row, which are somebody's mail, password hash or key.
 */
export function loggedError(error: unknown, depth = 0): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const places = PLACES.flatMap((name) => {
    const value: unknown = name in error ? error[name as keyof typeof error] : undefined;
    return typeof value === 'string' || typeof value === 'number' ? [[name, value] as const] : [];
  });
  const goesOn = error.cause !== undefined && depth < DEEPEST;
  return {
    type: error.name,
    message: messageOf(error),
    ...Object.fromEntries(places),
    stack: framesOf(error),
    ...(goesOn ? { cause: loggedError(error.cause, depth + 1) } : {}),
  };
}

function messageOf(error: Error): string {
  const code = 'code' in error ? String(error.code) : '';
  if (ABOUT_A_VALUE.test(code)) return 'a value was refused';
  // What could not be parsed stands in quotes in the message.
  return error instanceof SyntaxError ? error.message.replace(/["'`].*["'`]/s, '…') : error.message;
}

/** Without the first lines, which repeat the message. */
function framesOf({ stack }: Error): string {
  return (stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n');
}
