import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chooseShell, shellSentence, type Surroundings } from '../../electron/start/choose-shell.ts';
import { findBrowser, findOpener } from '../../electron/start/find-browser.ts';
import { findElectron } from '../../electron/start/find-electron.ts';
import { isFresh } from '../../electron/start/is-fresh.ts';
import { startOptions } from '../../electron/start/start-options.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'atelier-start-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function file(path: string, text = '', mode = 0o644): string {
  const place = join(folder, path);
  mkdirSync(join(place, '..'), { recursive: true });
  writeFileSync(place, text);
  chmodSync(place, mode);
  return place;
}

describe('The window is shown', () => {
  const chrome = { name: 'Chrome', executable: '/bin/chrome' };
  const everything: Surroundings = {
    wantsWindow: true,
    hasDisplay: true,
    electron: { executable: '/bin/electron' },
    browser: chrome,
    opener: ['xdg-open'],
  };
  const missing = 'Electron is not installed';
  const noElectron = { ...everything, electron: { missing } };

  it.each([
    ['in Electron where it is', everything, 'electron'],
    ['as a window of Chrome without it', noElectron, 'app-window'],
    ['in the person’s browser without either', { ...noElectron, browser: null }, 'default-browser'],
    ['nowhere without any of them', { ...noElectron, browser: null, opener: null }, 'address-only'],
    ['nowhere without a display', { ...everything, hasDisplay: false }, 'address-only'],
    ['nowhere when none was asked for', { ...everything, wantsWindow: false }, 'address-only'],
  ])('%s', (_where, around, kind) => {
    expect(chooseShell(around).kind).toBe(kind);
  });

  it('with one line that says why, and that carries the address only where the person must open it', () => {
    const address = 'http://127.0.0.1:1/#token=secret';

    expect(shellSentence(chooseShell(noElectron), address)).toMatch(
      /^Atelier Studio opens as a window of Chrome \(Electron is not installed\)/,
    );
    expect(shellSentence(chooseShell(noElectron), address)).not.toContain('secret');
    expect(shellSentence(chooseShell({ ...everything, hasDisplay: false }), address)).toContain(address);
  });
});

describe('Electron is there', () => {
  it('when its package’s files say so, and not after a download that was cut off', () => {
    expect(findElectron(folder, {})).toBeNull();
    const program = file('dist/electron');
    file('dist/version', 'v45.4.1');
    expect(findElectron(folder, {})).toBeNull();
    file('path.txt', 'electron');
    expect(findElectron(folder, {})).toBe(program);
  });

  it('when the environment names a place that has it', () => {
    const program = file('elsewhere/electron');
    expect(findElectron(folder, { ELECTRON_OVERRIDE_DIST_PATH: join(folder, 'elsewhere') })).toBe(program);
    expect(findElectron(folder, { ELECTRON_OVERRIDE_DIST_PATH: join(folder, 'nowhere') })).toBeNull();
  });
});

describe('A browser is found', () => {
  it('on the path, Chrome before Chromium, and only when it can be run', () => {
    const chromium = file('a/chromium', '', 0o755);
    file('a/google-chrome');
    const env = { PATH: `${join(folder, 'a')}:${join(folder, 'b')}` };
    expect(findBrowser('linux', env)).toEqual({ name: 'Chromium', executable: chromium });
    const chrome = file('b/google-chrome', '', 0o755);
    expect(findBrowser('linux', env)).toEqual({ name: 'Chrome', executable: chrome });
  });

  it('by name, and nothing in its place when that cannot be run', () => {
    const own = file('own', '', 0o755);
    expect(findBrowser('linux', { PATH: folder, ATELIER_BROWSER: own })?.executable).toBe(own);
    expect(findBrowser('linux', { PATH: folder, ATELIER_BROWSER: join(folder, 'gone') })).toBeNull();
  });

  it('or what opens an address in the person’s own', () => {
    expect(findOpener('linux', { PATH: folder })).toBeNull();
    const opener = file('xdg-open', '', 0o755);
    expect(findOpener('linux', { PATH: folder })).toEqual([opener]);
    expect(findOpener('darwin', {})).toEqual(['open']);
  });
});

describe('What is built', () => {
  it('is fresh until a source changes, is added or is taken away', () => {
    const built = file('dist/index.html');
    const source = file('src/deep/a.ts');
    const old = new Date('2026-01-01');
    for (const place of [source, join(folder, 'src'), join(folder, 'src/deep')]) utimesSync(place, old, old);
    const later = new Date(Date.now() + 60_000);

    expect(isFresh(built, [join(folder, 'src')])).toBe(true);
    utimesSync(source, later, later);
    expect(isFresh(built, [join(folder, 'src')])).toBe(false);
    utimesSync(source, old, old);
    utimesSync(join(folder, 'src/deep'), later, later);
    expect(isFresh(built, [join(folder, 'src')])).toBe(false);
    expect(isFresh(join(folder, 'dist/nothing.html'), [])).toBe(false);
  });
});

describe('The words of a start', () => {
  it('name a workspace, a port, flows and whether a window is wanted', () => {
    const options = startOptions(['a.flow.json', '--workspace', 'W', '--port', '4000', '--no-window'], '/home/ana');
    expect(options).toMatchObject({
      value: { workspaceFolder: '/home/ana/W', port: 4000, wantsWindow: false, flowFiles: ['/home/ana/a.flow.json'] },
    });
  });

  it.each([['--port', 'x'], ['--port', '70000'], ['--port', '-1'], ['--nothing'], ['--workspace']])(
    'are refused when they are %s %s',
    (...words) => {
      expect(
        startOptions(
          words.filter(word => typeof word === 'string'),
          '/',
        ).ok,
      ).toBe(false);
    },
  );
});

describe('A start in Electron', () => {
  /** Starts with a program in Electron's place; what was printed and the exit code. */
  function start(script: string): Promise<{ printed: string; exitCode: number | null }> {
    file('electron', `#!/bin/sh\n${script}\n`, 0o755);
    const program = join(import.meta.dirname, '../../electron/start.ts');
    const env = {
      ...process.env,
      DISPLAY: ':nowhere',
      ELECTRON_OVERRIDE_DIST_PATH: folder,
      ATELIER_BROWSER: '/nonexistent',
      PATH: '/nonexistent',
    };
    const child = spawn(process.execPath, [program, '--workspace', join(folder, 'Studio')], { env });
    let printed = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        printed += text;
        if (printed.includes('is served at')) child.kill('SIGTERM');
      });
    }
    return new Promise(resolve => child.once('close', exitCode => resolve({ printed, exitCode })));
  }

  it('hands the workspace over and ends as Electron ends', async () => {
    const { printed, exitCode } = await start(`echo "$@" > ${join(folder, 'words')}`);

    expect(printed).toContain('Atelier Studio opens in Electron');
    expect(exitCode).toBe(0);
    expect(readFileSync(join(folder, 'words'), 'utf8')).toMatch(/dist\/electron\/main\.js --workspace=\S+Studio/);
  });

  it('goes on with the next best thing when Electron does not start', async () => {
    const { printed, exitCode } = await start('exit 127');

    expect(printed).toMatch(/is served at http:\S+ \(Electron does not start here/);
    expect(exitCode).toBe(0);
  });
});
