import type { ChannelMessage } from '../contracts/index.js';
import { wordsOf } from './words.js';

export type Mail = {
  /** One line. */
  readonly subject: string;
  readonly text: string;
  /** SVG of an alarm's series; null: there is none. */
  readonly picture: string | null;
};

const MOST_OF_SUBJECT = 200;

/** `base`: where Handrail is to be found, without a slash at its end; null: only the path is told. */
export function mailOf(message: ChannelMessage, base: string | null): Mail {
  const { title, lines, path } = wordsOf(message);
  const where = path === null ? [] : ['', base === null ? `In Handrail: ${path}` : `${base}${path}`];
  return {
    subject: oneLine(`Handrail: ${title}`).slice(0, MOST_OF_SUBJECT),
    text: [title, '', ...lines, ...where, ''].join('\n'),
    picture: 'alarm' in message.data ? message.data.alarm.picture : null,
  };
}

/** A line break in it would begin another header. */
function oneLine(text: string): string {
  return text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();
}
