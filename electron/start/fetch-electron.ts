import { spawn } from 'node:child_process';
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Where the program is downloaded from, asked first whether it answers at all. */
const SOURCE = 'https://github.com/electron/electron/releases';
const ANSWER_LIMIT_MS = 1_500;
const DOWNLOAD_LIMIT_MS = 8_000;
const TRY_AGAIN_AFTER_MS = 24 * 60 * 60 * 1000;

export interface FetchElectron {
  readonly electronPackage: string;
  /** A file whose age tells when it was last tried in vain. */
  readonly triedFile: string;
  readonly nowMs: number;
}

/**
 * Tries to download Electron's program, at most once a day and for less than ten seconds in all, so that a start never hangs on it.
 * Null when it is there now; else why not, to follow on "because".
 */
export async function fetchElectron({ electronPackage, triedFile, nowMs }: FetchElectron): Promise<string | null> {
  if (nowMs - (changedAtMs(triedFile) ?? -Infinity) < TRY_AGAIN_AFTER_MS)
    return 'Electron is not installed: "npx install-electron" would fetch it';
  if (!(await answers())) return 'Electron is not installed and cannot be downloaded from here';
  const downloaded = await runInstaller(join(electronPackage, 'install.js'));
  if (downloaded) return null;
  mkdirSync(dirname(triedFile), { recursive: true });
  writeFileSync(triedFile, '');
  return 'Electron could not be downloaded in time: "npx install-electron" would fetch it';
}

const answers = (): Promise<boolean> =>
  fetch(SOURCE, { method: 'HEAD', signal: AbortSignal.timeout(ANSWER_LIMIT_MS) }).then(
    response => response.ok,
    () => false,
  );

function runInstaller(script: string): Promise<boolean> {
  return new Promise(resolve => {
    const child = spawn(process.execPath, [script], { stdio: 'ignore' });
    const limit = setTimeout(() => child.kill('SIGKILL'), DOWNLOAD_LIMIT_MS);
    child.once('error', () => resolve(false));
    child.once('exit', code => {
      clearTimeout(limit);
      resolve(code === 0);
    });
  });
}

function changedAtMs(file: string): number | null {
  try {
    return statSync(file).mtimeMs;
  } catch {
    return null;
  }
}
