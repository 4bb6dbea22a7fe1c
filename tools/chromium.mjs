import { fail } from './install.mjs';
import { installPackage, onPath } from './system-program.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Gives the path of a Chromium: the one named, one of the system, or one installed with the system's package manager (as root). */
export function findChromium() {
  const found = process.env.HANDRAIL_CHROMIUM ?? onPath(NAMES);
  if (found) return found;
  if (process.getuid?.() === 0) installPackage('Chromium', { 'apt-get': 'chromium', dnf: 'chromium', apk: 'chromium' });
  return (
    onPath(NAMES) ??
    fail(
      'The browser tests need Chromium: install it (for example "apt-get install chromium"), or set HANDRAIL_CHROMIUM to its path.',
    )
  );
}
