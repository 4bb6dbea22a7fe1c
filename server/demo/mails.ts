import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { CaseInput } from '@handrail/shared/schema';
import { hashUniform } from '@handrail/shared/stats';

export type Mail = {
  readonly key: string;
  readonly input: CaseInput;
  readonly label: 'spam' | 'ham';
  readonly isHard: boolean;
};

/** How many mails people labelled before there was a machine; it is trained on them, and as many are a reference for drift. */
export const TRAINING_MAILS = 1000;
/** How many more they labelled while it watched in Shadow. The rest arrives as traffic. */
export const SHADOW_MAILS = 400;
export const PAST_MAILS = TRAINING_MAILS + SHADOW_MAILS;

type Line = {
  id: string;
  date: string | null;
  fromDomain: string | null;
  subject: string;
  body: string;
  links: number;
  html: boolean;
  label: 'spam' | 'ham';
  hard: boolean;
};

/**
 * All mails that fit the demo's schema, in one fixed random order; the newsletters that look like spam come after the past,
 * spread evenly over the rest.
 */
export function readMails(): Mail[] {
  const path = import.meta.dirname.endsWith('/dist/demo') ? '../../demo/mail.jsonl.gz' : './mail.jsonl.gz';
  const lines = gunzipSync(readFileSync(new URL(path, import.meta.url)))
    .toString()
    .trim()
    .split('\n');
  const mails = lines
    .flatMap((line) => toMail(JSON.parse(line) as Line))
    .sort((a, b) => drawn('order', a) - drawn('order', b));
  const past = mails.filter(({ isHard }) => !isHard).slice(0, PAST_MAILS);
  const isPast = new Set(past);
  return [...past, ...spread(mails.filter((mail) => !isPast.has(mail)))];
}

function drawn(purpose: string, { key }: Mail): number {
  return hashUniform({ salt: 'demo', purpose, key });
}

/** Those that were passed over for the past would all come first after it. */
function spread(rest: readonly Mail[]): Mail[] {
  const place = new Map(rest.map((mail, index) => [mail, mail.isHard ? drawn('spread', mail) : index / rest.length]));
  return rest.toSorted((a, b) => (place.get(a) ?? 0) - (place.get(b) ?? 0));
}

/** One of the corpus says of nobody that it came from them, which no case of this project may. */
function toMail({ id, date, fromDomain, subject, body, links, html, label, hard }: Line): Mail[] {
  if (fromDomain === null) return [];
  const input = { subject, fromDomain, body, links, html, ...(date === null ? {} : { date }) };
  return [{ key: id, input, label, isHard: hard }];
}
