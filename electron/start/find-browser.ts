import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

export interface Browser {
  /** As a person knows it. */
  readonly name: string;
  readonly executable: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

const ON_PATH: readonly (readonly [string, string])[] = [
  ['google-chrome', 'Chrome'],
  ['google-chrome-stable', 'Chrome'],
  ['chromium', 'Chromium'],
  ['chromium-browser', 'Chromium'],
  ['microsoft-edge', 'Edge'],
];
const ON_MAC: readonly (readonly [string, string])[] = [
  ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', 'Chrome'],
  ['/Applications/Chromium.app/Contents/MacOS/Chromium', 'Chromium'],
  ['/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge', 'Edge'],
];
const ON_WINDOWS: readonly (readonly [string, string])[] = [
  ['Google\\Chrome\\Application\\chrome.exe', 'Chrome'],
  ['Chromium\\Application\\chrome.exe', 'Chromium'],
  ['Microsoft\\Edge\\Application\\msedge.exe', 'Edge'],
];

/** A browser that can show a page as a window of its own (`--app`); `ATELIER_BROWSER` names one outright. Null when there is none. */
export function findBrowser(platform: NodeJS.Platform, env: Environment): Browser | null {
  const named = env.ATELIER_BROWSER;
  if (named !== undefined && named !== '') return canRun(named) ? { name: named, executable: named } : null;
  const candidates = places(platform, env).map(([executable, name]) => ({ executable, name }));
  return candidates.find(({ executable }) => canRun(executable)) ?? null;
}

/** What opens an address in whatever the person browses with. */
export function findOpener(platform: NodeJS.Platform, env: Environment): readonly string[] | null {
  if (platform === 'darwin') return ['open'];
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler'];
  const opener = pathFolders(env)
    .map(folder => join(folder, 'xdg-open'))
    .find(canRun);
  return opener === undefined ? null : [opener];
}

function places(platform: NodeJS.Platform, env: Environment): (readonly [string, string])[] {
  if (platform === 'darwin') return [...ON_MAC];
  if (platform === 'win32') {
    const roots = [env.ProgramFiles, env['ProgramFiles(x86)'], env.LOCALAPPDATA].filter(root => root !== undefined);
    return ON_WINDOWS.flatMap(([place, name]) => roots.map(root => [join(root, place), name] as const));
  }
  return ON_PATH.flatMap(([program, name]) => pathFolders(env).map(folder => [join(folder, program), name] as const));
}

const pathFolders = (env: Environment): string[] => (env.PATH ?? '').split(delimiter).filter(folder => folder !== '');

function canRun(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
