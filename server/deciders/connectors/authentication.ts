import type { HttpConfig, VersionSecrets } from '@handrail/shared/deciders';

type Auth = HttpConfig['auth'];
const MASK = '••••••';

export function authHeaders(auth: Auth, { credential = '' }: VersionSecrets): Record<string, string> {
  switch (auth.kind) {
    case 'none':
      return {};
    case 'bearer':
      return { authorization: `Bearer ${credential}` };
    case 'basic':
      return { authorization: `Basic ${basicToken(auth.username, credential)}` };
    case 'header':
      return { [auth.name.toLowerCase()]: credential };
  }
}

/** The header that nobody is shown. */
export function secretHeader(auth: Auth): string | undefined {
  if (auth.kind === 'none') return undefined;
  return auth.kind === 'header' ? auth.name.toLowerCase() : 'authorization';
}

/** Masks the secret, and what the request made of it, in a text: servers send back what they were sent. */
export function redactor(auth: Auth, { credential }: VersionSecrets): (text: string) => string {
  if (credential === undefined) return (text) => text;
  const written = [credential, JSON.stringify(credential).slice(1, -1), encodeURIComponent(credential)];
  if (auth.kind === 'basic') written.push(basicToken(auth.username, credential));
  return (text) => written.reduce((masked, secret) => masked.replaceAll(secret, MASK), text);
}

function basicToken(username: string, password: string): string {
  return Buffer.from(`${username}:${password}`).toString('base64');
}
