import { FoundHandrail1764000000000 } from './1764000000000-found-handrail.js';

/** All migrations, oldest first. */
export const MIGRATIONS = [FoundHandrail1764000000000];
