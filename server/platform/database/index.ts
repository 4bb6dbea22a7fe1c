/**
 * The database: an embedded PostgreSQL or a given one, one pool, and the unit of work that every write goes through.
 * Owns no table.
 */
export { Database } from './database.js';
export { DatabaseModule } from './database.module.js';
export { databaseFailure, refuseOldDatabase } from './given-database.js';
export { keptSecret } from './kept-secret.js';
export { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres.js';
export { UnitOfWork, type Tx } from './unit-of-work.js';
export { agree } from './agree.sql.js';
