import type { ChannelMessage } from '../contracts/index.js';

/** An event as people are told of it. */
export type EventWords = {
  readonly title: string;
  /** One line each, no markup. */
  readonly lines: readonly string[];
  /** Of the page in Handrail, or of the REST answer; null: there is none. */
  readonly path: string | null;
};

const HAPPENED = {
  'alarm.opened': 'Alarm',
  'alarm.joined': 'Alarm grew',
  'alarm.acknowledged': 'Acknowledged',
  'alarm.resolved': 'Resolved',
} as const;

function isByHandrail(type: keyof typeof HAPPENED): boolean {
  return type === 'alarm.opened' || type === 'alarm.joined';
}

export function wordsOf(message: ChannelMessage): EventWords {
  const { project } = message.data;
  switch (message.type) {
    case 'alarm.opened':
    case 'alarm.joined':
    case 'alarm.acknowledged':
    case 'alarm.resolved': {
      const { title, signals, causes, path, by, joined = [], grown = [] } = message.data.alarm;
      const done = isByHandrail(message.type)
        ? [...joined.map((one) => `Joined: ${one}.`), ...grown.map((one) => `Much worse: ${one}.`)]
        : [`${HAPPENED[message.type]} by ${by}.`];
      const [likeliest] = causes;
      return {
        title: `${HAPPENED[message.type]}: ${title} (${project.name})`,
        lines: [
          ...done,
          ...signals.map(({ sentence, since }) => `${sentence} Since ${said(since)}.`),
          ...(likeliest ? [`Likeliest cause: ${likeliest.title}, ${said(likeliest.at)}.`] : []),
        ],
        path,
      };
    }
    case 'decision.made': {
      const { id, value, isCorrection, path } = message.data.decision;
      return {
        title: `${isCorrection ? 'Decision corrected' : 'Decided by a person'} (${project.name})`,
        lines: [`Case ${id}: ${Array.isArray(value) ? value.join(', ') : String(value)}`],
        path,
      };
    }
    case 'export.ready': {
      const { state, dataset, file, keptUntil, failure, path } = message.data.export;
      return state === 'ready'
        ? {
            title: `${file} of dataset ${dataset} is ready (${project.name})`,
            lines: [keptUntil === null ? 'It can be downloaded.' : `It can be downloaded until ${said(keptUntil)}.`],
            path,
          }
        : {
            title: `${file} of dataset ${dataset} was not made (${project.name})`,
            lines: [failure ?? 'No reason was kept.', 'It can be started again.'],
            path,
          };
    }
    case 'channel.test':
      return {
        title: `A test of “${message.data.channel.name}” (${project.name})`,
        lines: ['Somebody tried this channel of Handrail. Nothing happened.'],
        path: null,
      };
  }
}

/** To the minute, in UTC: whoever reads it may be anywhere. */
function said(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}
