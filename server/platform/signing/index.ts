/** The installation's one secret (`HANDRAIL_SECRET`), and what is made with it. It is never stored in the database. */
export { Sealer } from './sealer.js';
export { Signer } from './signer.js';
export { SigningModule } from './signing.module.js';
