import { Injectable } from '@nestjs/common';
import { mailOf, retryAfterMs, slackMessageOf } from '@handrail/shared/channels';
import type { ChannelMessage } from '@handrail/shared/contracts';
import { ChannelConfig } from '../platform/config/index.js';
import { AddressRules } from '../platform/outbound/index.js';
import type { Carrier } from '../platform/tracing/index.js';
import { Mailer } from './mailer.js';
import type { ChannelAddress } from './open-channel.js';
import { NoAnswer, Receiver, type HttpAnswer } from './receiver.js';
import { signMessage } from './sign-message.js';

/** What came of a try. `gone`: the receiver wants nothing any more. */
export type Outcome = {
  readonly kind: 'taken' | 'failed' | 'gone';
  /** In words, short. */
  readonly status: string;
  /** As the receiver asked for it. */
  readonly retryAfterMs?: number | undefined;
};
/** What went out and what came back, for whoever tries a channel. */
export type Exchange = {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Null: there was none. */
  readonly answer: { readonly status: number; readonly text: string } | null;
};
export type ToSend = {
  /** Of the message; the same at each try. */
  readonly id: string;
  readonly message: ChannelMessage;
  readonly trace: Carrier | undefined;
  readonly now: Date;
  readonly signal: AbortSignal;
};
type Sent = Outcome & { readonly exchange: Exchange };
/** One drain of a channel holds it open. */
export type Line = { readonly send: (what: ToSend) => Promise<Sent>; readonly close: () => Promise<void> };

const OURS = { 'content-type': 'application/json', 'user-agent': 'Handrail' };

/** Opens lines to channels, each kind in its own way. */
@Injectable()
export class SendMessage {
  constructor(
    private readonly rules: AddressRules,
    private readonly mailer: Mailer,
    private readonly config: ChannelConfig,
  ) {}

  /** `connections`: how many messages may be under way at once. */
  open(address: ChannelAddress, connections: number): Line {
    const base = this.config.publicUrl ?? null;
    if (address.kind === 'EMAIL')
      return { send: (what) => this.mail(what, address.to), close: () => Promise.resolve() };
    const receiver = new Receiver(address.url, this.rules, connections);
    const send = async ({ id, message, trace, now, signal }: ToSend): Promise<Sent> => {
      const body = JSON.stringify(address.kind === 'SLACK' ? slackMessageOf(message, base) : message);
      const signed = address.kind === 'WEBHOOK' ? signMessage({ id, body, now, secrets: secretsOf(address, now) }) : {};
      const headers = { ...OURS, ...signed, ...traceHeaders(trace) };
      return posted(receiver, { headers, body }, { signal, now });
    };
    return { send, close: () => receiver.close() };
  }

  private async mail({ id, message }: ToSend, to: readonly string[]): Promise<Sent> {
    const mail = mailOf(message, this.config.publicUrl ?? null);
    const exchange = { headers: { subject: mail.subject }, body: mail.text, answer: null };
    try {
      return { kind: 'taken', status: await this.mailer.send(mail, to, id), exchange };
    } catch (error) {
      return { kind: 'failed', status: error instanceof Error ? error.message : 'failed', exchange };
    }
  }
}

async function posted(
  receiver: Receiver,
  { headers, body }: { headers: Readonly<Record<string, string>>; body: string },
  { signal, now }: { signal: AbortSignal; now: Date },
): Promise<Sent> {
  try {
    const answer = await receiver.post(body, headers, signal);
    const exchange = { headers, body, answer: { status: answer.status, text: answer.text } };
    return { ...outcomeOf(answer, now), exchange };
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    // This process stops; another one makes the try again.
    signal.throwIfAborted();
    return { kind: 'failed', status: error.message, exchange: { headers, body, answer: null } };
  }
}

/** Only 2xx is an acknowledgement; 410 says that nobody listens there any more. */
function outcomeOf({ status, retryAfter }: HttpAnswer, now: Date): Outcome {
  if (status >= 200 && status < 300) return { kind: 'taken', status: `HTTP ${status}` };
  if (status === 410) return { kind: 'gone', status: 'HTTP 410' };
  if (status >= 300 && status < 400) return { kind: 'failed', status: `HTTP ${status}: redirects are not followed` };
  const asked = status === 429 || status === 503 ? retryAfterMs(retryAfter, now.getTime()) : undefined;
  return { kind: 'failed', status: `HTTP ${status}`, retryAfterMs: asked };
}

function secretsOf({ secret, previous }: Extract<ChannelAddress, { kind: 'WEBHOOK' }>, now: Date): string[] {
  return previous !== undefined && Date.parse(previous.until) > now.getTime() ? [secret, previous.secret] : [secret];
}

function traceHeaders(trace: Carrier | undefined): Record<string, string> {
  if (!trace) return {};
  const { traceparent, tracestate } = trace;
  return tracestate === undefined ? { traceparent } : { traceparent, tracestate };
}
