import { createHmac } from 'node:crypto';

/** The headers that Standard Webhooks asks for. */
export type SignatureHeaders = {
  readonly 'webhook-id': string;
  readonly 'webhook-timestamp': string;
  readonly 'webhook-signature': string;
};

/**
 * Signs a webhook as the Standard Webhooks specification has it: HMAC-SHA-256 over `id.timestamp.body` under each secret,
 * symmetric scheme `v1`, one signature a secret between spaces.
 *
 * @param id the same at each try of a message, for the receiver to know what it has had
 * @param secrets `whsec_` and base64
 */
export function signMessage({
  id,
  body,
  secrets,
  now,
}: {
  readonly id: string;
  readonly body: string;
  readonly secrets: readonly string[];
  readonly now: Date;
}): SignatureHeaders {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const signed = secrets.map((secret) => {
    const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
  });
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signed.join(' ') };
}
