import { Injectable } from '@nestjs/common';
import type { Mail } from '@handrail/shared/channels';
import { ChannelConfig } from '../platform/config/index.js';

const CONNECT_MS = 10_000;
const SILENT_MS = 15_000;

/** Sends e-mail by the operator's mail server, where there is one. */
@Injectable()
export class Mailer {
  constructor(private readonly config: ChannelConfig) {}

  /** The variables that the operator has to set; null: it is set up. */
  get missing(): string | null {
    return this.config.mail ? null : 'HANDRAIL_SMTP_URL and HANDRAIL_MAIL_FROM';
  }

  /**
   * Hands a mail to the server; gives in words what that said.
   *
   * @param id the same at each try, for the mailbox to know what it has had
   * @throws Error in words without an address when the server took it for nobody
   */
  async send(mail: Mail, to: readonly string[], id: string): Promise<string> {
    const { mail: settings } = this.config;
    if (!settings) throw new Error(`E-mail is not set up: ${this.missing ?? ''}`);
    // Loaded only where somebody is written to.
    const { createTransport } = await import('nodemailer');
    const transport = createTransport({
      url: settings.smtpUrl,
      connectionTimeout: CONNECT_MS,
      greetingTimeout: CONNECT_MS,
      socketTimeout: SILENT_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    try {
      const { accepted } = await transport.sendMail({
        from: settings.from,
        to: [...to],
        subject: mail.subject,
        text: mail.text,
        messageId: `<${id}@${hostOf(settings.from)}>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
        attachments:
          mail.picture === null ? [] : [{ filename: 'alarm.svg', content: mail.picture, contentType: 'image/svg+xml' }],
      });
      return accepted.length === to.length
        ? 'taken by the mail server'
        : `taken for ${accepted.length} of ${to.length} addresses`;
    } catch (error) {
      throw new Error(wordsOfMail(error), { cause: error });
    } finally {
      transport.close();
    }
  }
}

function hostOf(from: string): string {
  return from.slice(from.lastIndexOf('@') + 1).replace('>', '');
}

const WORDS: Readonly<Record<string, string>> = {
  ECONNECTION: 'the mail server cannot be reached',
  ESOCKET: 'the mail server cannot be reached',
  ECONNREFUSED: 'the mail server cannot be reached',
  EDNS: 'the mail server’s host name is not known',
  ETIMEDOUT: 'the mail server does not answer',
  ETLS: 'the mail server’s encryption does not work',
  EAUTH: 'the mail server refuses the user or password of HANDRAIL_SMTP_URL',
  EENVELOPE: 'the mail server takes none of the addresses, or not the sender',
};

/** Never the library's own words, which hold addresses. */
function wordsOfMail(error: unknown): string {
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown };
  const words = WORDS[String(code)] ?? 'the mail server did not take it';
  return typeof responseCode === 'number' ? `${words} (${responseCode})` : words;
}
