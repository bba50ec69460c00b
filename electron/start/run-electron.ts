import { spawn } from 'node:child_process';
import { join } from 'node:path';

export interface ElectronRun {
  readonly executable: string;
  readonly root: string;
  readonly workspaceFolder: string | null;
  readonly flowFiles: readonly string[];
}

/** An Electron that fails sooner than this did not get as far as a window. */
const FAILED_WITHIN_MS = 5_000;

/** Runs the shell until its window is closed. Null when it could not even start, so that something else may be tried; else its exit code. */
export function runElectron({ executable, root, workspaceFolder, flowFiles }: ElectronRun): Promise<number | null> {
  // Chromium refuses to run as root inside its sandbox.
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const workspace = workspaceFolder === null ? [] : [`--workspace=${workspaceFolder}`];
  const startedMs = performance.now();
  return new Promise(resolve => {
    const child = spawn(executable, [...asRoot, join(root, 'dist', 'electron', 'main.js'), ...workspace, ...flowFiles], {
      stdio: 'inherit',
    });
    let told = false;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        told = true;
        child.kill(signal);
      });
    }
    child.once('error', () => resolve(null));
    child.once('exit', code => {
      const isFailedStart = code !== 0 && !told && performance.now() - startedMs < FAILED_WITHIN_MS;
      resolve(isFailedStart ? null : (code ?? 0));
    });
  });
}
