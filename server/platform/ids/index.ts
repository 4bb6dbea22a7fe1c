import { v7 } from 'uuid';

/** A new UUID v7: ordered by time, so that inserts stay local in the index. */
export function newId(): string {
  return v7();
}
