import { existsSync } from 'node:fs';
import { chromium } from 'playwright';

const SYSTEM_PROGRAMS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The Chromium that browser tests run in: the system's, else the one Playwright downloaded. Throws with what to do when there is neither. */
export function chromiumProgram(): string {
  const found = [process.env.CHROMIUM_PATH ?? '', ...SYSTEM_PROGRAMS, chromium.executablePath()].find(
    file => file !== '' && existsSync(file),
  );
  if (found === undefined)
    throw new Error('There is no Chromium: run "npm test", which installs one, or "npx playwright install chromium".');
  return found;
}
