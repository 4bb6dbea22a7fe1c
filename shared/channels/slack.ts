import type { ChannelMessage } from '../contracts/index.js';
import { wordsOf } from './words.js';

/** What an incoming webhook of Slack, and of what is compatible with it, takes. */
export type SlackMessage = {
  /** For notifications, and for what knows no blocks. */
  readonly text: string;
  readonly blocks: readonly {
    readonly type: 'section';
    readonly text: { readonly type: 'mrkdwn'; readonly text: string };
  }[];
};

/** A section holds 3,000 characters at most. */
const MOST = 2900;

/** `base`: where Handrail is to be found, without a slash at its end; null: links are left out. */
export function slackMessageOf(message: ChannelMessage, base: string | null): SlackMessage {
  const { title, lines, path } = wordsOf(message);
  const link = base === null || path === null ? [] : [`<${base}${path}|Open in Handrail>`];
  const text = cut([`*${escaped(title)}*`, ...lines.map(escaped)].join('\n'));
  return {
    text: escaped(title),
    blocks: [{ type: 'section', text: { type: 'mrkdwn', text: [text, ...link].join('\n') } }],
  };
}

/** Slack's three; without them words could make links or call everybody. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function cut(text: string): string {
  return text.length <= MOST ? text : `${text.slice(0, MOST).replace(/&[a-z]{0,3}$/, '')}…`;
}
