import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromiumProgram } from './chromium-program.ts';

/** True when browser tests can run as things are. */
export function chromiumIsThere(): boolean {
  try {
    return chromiumProgram() !== '';
  } catch {
    return false;
  }
}

/** Installs a Chromium: as root on Debian and its kin from the system's packages, else the one that Playwright downloads. A sentence when neither worked. */
export function installChromium(root: string): string | null {
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    process.stdout.write('Installing Chromium with apt-get …\n');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['update', '-qq'], { stdio: ['ignore', 'ignore', 'inherit'], env });
    const packages = ['chromium', 'xvfb', 'fonts-noto-color-emoji'];
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { stdio: ['ignore', 'ignore', 'inherit'], env });
  } else {
    process.stdout.write('Downloading Chromium with Playwright …\n');
    spawnSync('npx', ['playwright', 'install', 'chromium'], { stdio: ['ignore', 'ignore', 'inherit'], cwd: root, timeout: 300_000 });
  }
  return chromiumIsThere()
    ? null
    : 'There is no Chromium and none could be installed, so the tests in a browser will fail: install Chromium or Google Chrome, then run "npm test" again.';
}
