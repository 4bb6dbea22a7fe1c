/** The process's log: JSON lines on standard error, nothing personal. ERROR: a human must act; WARN: it heals itself. */
export { createLog, LOG, type Log } from './create-log.js';
export { noteOnRequest, notesOf, type RequestNotes } from './request-notes.js';
