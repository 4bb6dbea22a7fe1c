/** A database whose migrations have run: a copy of it is there sooner than one that has yet to run them. */
export const MIGRATED = 'handrail_migrated';
