import { tracedInside } from '../tracing/index.js';

const MAX_TEXT = 500;

/** A statement as a span of the trace that it is part of. Its text has places where values stand, never the values. */
export function tracedStatement<T>(sql: string, run: () => Promise<T>): Promise<T> {
  const describe = () => {
    const operation = /[a-z]+/i.exec(sql)?.[0].toUpperCase() ?? 'SQL';
    return {
      name: `postgresql ${operation}`,
      kind: 'client',
      attributes: {
        'db.system.name': 'postgresql',
        'db.operation.name': operation,
        'db.query.text': sql.replaceAll(/\s+/g, ' ').slice(0, MAX_TEXT),
      },
    } as const;
  };
  return tracedInside(describe, run);
}
