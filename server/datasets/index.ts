/** Labels as training data: filtered, previewed, streamed as files. Owns no table yet; reads what the other steps wrote. */
export { DatasetsModule } from './datasets.module.js';
