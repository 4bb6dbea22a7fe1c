import { describe, expect, it } from 'vitest';
import { ConfigError, loadConfig } from './index.js';

function refusalOf(env: Record<string, string>): string {
  try {
    loadConfig(env, '/root-of-checkout');
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return '';
}

describe('loadConfig', () => {
  it.each([
    ['PORT', 'eighty', 'a whole number from 0 to 65535'],
    ['PORT', '70000', 'a whole number from 0 to 65535'],
    ['PORT', '-1', 'a whole number from 0 to 65535'],
    ['PORT', '1e3', 'a whole number from 0 to 65535'],
    ['HANDRAIL_ROLE', 'boss', 'all, api or worker'],
    ['HANDRAIL_DEMO', 'maybe', 'on or off'],
    ['HANDRAIL_LOG_LEVEL', 'loud', 'debug'],
  ])('%s=%s is refused with its value and what is accepted', (name, value, accepted) => {
    const line = refusalOf({ [name]: value });
    expect(line).toContain(`${name} is ${JSON.stringify(value)}`);
    expect(line).toContain(accepted);
    expect(line).not.toContain('\n');
  });

  it.each([
    ['DATABASE_URL', 'mysql://u:pw-4711@h/d', 'postgres://user:password@host:port/database'],
    ['REDIS_URL', 'http://:pw-4711@h', 'redis://host:port'],
    ['HANDRAIL_SECRET', 'pw-4711', 'at least 16 characters'],
    ['HANDRAIL_SMTP_URL', 'http://u:pw-4711@h', 'smtp://user:password@host:587'],
  ])('%s is refused without showing its value', (name, value, accepted) => {
    const line = refusalOf({ [name]: value, ...(name === 'DATABASE_URL' ? { HANDRAIL_SECRET: 'x'.repeat(16) } : {}) });
    expect(line).toContain(name);
    expect(line).toContain(accepted);
    expect(line).not.toContain('4711');
  });

  it('says everything that is wrong at once, one line each', () => {
    expect(refusalOf({ PORT: 'x', HANDRAIL_ROLE: 'y' }).split('\n')).toHaveLength(2);
  });

  it('runs the demo only with the embedded database and on a loopback address', () => {
    const database = { DATABASE_URL: 'postgres://h/d', HANDRAIL_SECRET: 'x'.repeat(16) };
    expect(loadConfig({}, '/').demo).toBe(true);
    expect(loadConfig({ HANDRAIL_DEMO: 'off' }, '/').demo).toBe(false);
    expect(loadConfig({ HOST: '0.0.0.0' }, '/').demo).toBe(false);
    expect(loadConfig(database, '/').demo).toBe(false);
    expect(refusalOf({ HANDRAIL_DEMO: 'on', HOST: '0.0.0.0' })).toContain('HANDRAIL_DEMO');
    expect(refusalOf({ HANDRAIL_DEMO: 'on', ...database })).toContain('HANDRAIL_DEMO');
  });

  it.each(['a@h.example\r\nBcc: b@h.example', 'A <a@h.example>, B <b@h.example>', 'nobody', '<a@h>\n'])(
    'takes one plain address as the sender of e-mail, not %j',
    (from) => {
      expect(refusalOf({ HANDRAIL_MAIL_FROM: from, HANDRAIL_SMTP_URL: 'smtp://h' })).toContain('HANDRAIL_MAIL_FROM');
    },
  );

  it('needs both a mail server and a sender, or neither', () => {
    expect(refusalOf({ HANDRAIL_SMTP_URL: 'smtp://h' })).toContain('HANDRAIL_MAIL_FROM is missing');
    expect(refusalOf({ HANDRAIL_MAIL_FROM: 'a@h.example' })).toContain('HANDRAIL_SMTP_URL is missing');
    const mail = { HANDRAIL_SMTP_URL: 'smtps://h:465', HANDRAIL_MAIL_FROM: 'Handrail <a@h.example>' };
    expect(loadConfig(mail, '/').mail).toEqual({ smtpUrl: 'smtps://h:465', from: 'Handrail <a@h.example>' });
    expect(loadConfig({}, '/').mail).toBeUndefined();
  });

  it('takes an empty variable as one that is not set', () => {
    expect(loadConfig({ PORT: '', DATABASE_URL: '' }, '/').port).toBe(3000);
  });
});
