import { Field, ObjectType } from '@nestjs/graphql';
import { invalid } from '../http/index.js';

@ObjectType({ description: 'Where a page of a list ends.' })
export class PageInfo {
  @Field(() => String, { nullable: true, description: 'Give it as `after` for the next page; null on an empty page.' })
  endCursor: string | null;

  @Field(() => Boolean)
  hasNextPage: boolean;
}

/** A place in a list ordered by time and id, newest first. */
export type Position = { readonly at: string; readonly id: string };

const VERSION = '1';

export function encodeCursor({ at, id }: Position): string {
  return Buffer.from(`${VERSION}|${at}|${id}`).toString('base64url');
}

/** @throws ProblemError `invalid` for a cursor that was not made here. */
export function decodeCursor(cursor: string): Position {
  const [version, at, id] = Buffer.from(cursor, 'base64url').toString().split('|');
  if (version !== VERSION || !at || !id || !Number.isFinite(Date.parse(at)))
    throw invalid('The cursor `after` is not one of ours.');
  return { at, id };
}
