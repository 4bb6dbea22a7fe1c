/** What becomes of a failure that stops nobody: it is told here, or said to be told elsewhere. Never is it dropped. */
export { Failures, SideWork } from './failures.js';
export { heardElsewhere, heardLater } from './heard.js';
