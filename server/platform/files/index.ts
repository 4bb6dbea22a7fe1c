/** Files that this process keeps beside the database: only what can be made again, or is worth nothing elsewhere. */
export { DataFolder } from './data-folder.js';
export { FilesModule } from './files.module.js';
