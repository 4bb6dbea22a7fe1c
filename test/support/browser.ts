import { chromium, type Browser } from 'playwright-core';

/** The system's Chromium, without what needs a network, a sandbox or a graphics card. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['HANDRAIL_CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-dev-shm-usage',
    ],
  });
}
