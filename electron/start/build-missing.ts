import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isFresh } from './is-fresh.ts';

interface Build {
  readonly script: string;
  /** Made last of all. */
  readonly result: string;
  readonly sources: readonly string[];
  readonly saying: string;
}

const BUILDS = {
  window: {
    script: 'renderer:build',
    result: 'dist/renderer/index.html',
    sources: ['renderer', 'engine', 'package-lock.json'],
    saying: 'Building the window; this takes a moment the first time …',
  },
  shell: {
    script: 'electron:build',
    result: 'dist/electron/preload.cjs',
    sources: ['electron', 'engine', 'package-lock.json'],
    saying: 'Building the shell …',
  },
} as const satisfies Record<string, Build>;

/** Builds the part when it is missing or older than its sources. False when the build failed; it has said why. */
export async function buildMissing(part: keyof typeof BUILDS, root: string, say: (line: string) => void): Promise<boolean> {
  const { script, result, sources, saying } = BUILDS[part];
  const inRoot = (path: string): string => join(root, path);
  if (isFresh(inRoot(result), sources.map(inRoot))) return true;
  // A copy without the tools that build it runs what it was shipped with.
  if (!existsSync(inRoot('node_modules/vite'))) return existsSync(inRoot(result));
  say(saying);
  return runScript(script, root);
}

function runScript(script: string, root: string): Promise<boolean> {
  return new Promise(resolve => {
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    const child = spawn(npm, ['run', '--silent', script], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
      shell: process.platform === 'win32',
    });
    child.once('error', () => resolve(false));
    child.once('exit', code => resolve(code === 0));
  });
}
