import { z } from 'zod';
import { instantError } from './bounds.js';

/** An ISO 8601 date-time with a zone, of the years 1 to 9999 in UTC. */
export const instantSchema = z.iso.datetime({ offset: true }).superRefine((text, context) => {
  const detail = instantError(text);
  if (detail !== undefined) context.addIssue({ code: 'custom', message: detail });
});
