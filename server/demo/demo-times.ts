import { SHADOW_MAILS, TRAINING_MAILS } from './mails.js';

/** When things happened in the demo's past: all that follows from its first day, so a start that was cut off goes on with it. */
const APART_MS = 2 * 60_000;
/** Between the project's making and its first mail, and around each change of policy. */
const PAUSE = 5;
const TRAINED = PAUSE + TRAINING_MAILS + PAUSE;

const after = (firstDay: Date, steps: number): Date => new Date(firstDay.getTime() + steps * APART_MS);

/** The first day of a past that ends now. */
export function firstDayBefore(now: Date): Date {
  return after(now, -(TRAINED + 1 + SHADOW_MAILS + PAUSE));
}

/** When the mail that people labelled as number `index`, under Human only, came in. */
export function labelledAt(firstDay: Date, index: number): Date {
  return after(firstDay, PAUSE + index);
}

/** When the model was trained, and put in Shadow a moment later. */
export function trainedAt(firstDay: Date): Date {
  return after(firstDay, TRAINED);
}

/** When the mail that it watched as number `index` came in. */
export function watchedAt(firstDay: Date, index: number): Date {
  return after(firstDay, TRAINED + 1 + index);
}
