import { spawn } from 'node:child_process';
import { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';

/** Who answers questions from a database, one line after another. */
export interface Reader {
  send(line: string): void;
  /** Ends it, whatever it is doing. */
  end(): void;
}

interface Ears {
  readonly heard: (line: string) => void;
  readonly gone: () => void;
}

/**
 * Starts one that does not keep the program alive. From the sources a process, which can be killed in the midst of a question. In the desktop
 * program, whose binary runs no scripts, a thread: that ends between two rows, so a question that finds none for ever is given up and left to the
 * end of the host's process.
 */
export const startReader = (databaseFile: string, ears: Ears): Reader =>
  import.meta.url.endsWith('.ts') ? startProcess(databaseFile, ears) : startThread(databaseFile, ears);

function startProcess(databaseFile: string, { heard, gone }: Ears): Reader {
  const child = spawn(process.execPath, [fileURLToPath(new URL('./sql-server.ts', import.meta.url)), databaseFile], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' }, // so that Electron's binary, too, runs a script and opens no window
  });
  createInterface({ input: child.stdout }).on('line', heard);
  child.stderr.resume();
  child.stdin.on('error', () => undefined); // told by `close`
  child.on('error', gone).on('close', gone);
  child.unref();
  // Pipes of a child are sockets, which keep a program alive as the child itself does.
  for (const stream of [child.stdin, child.stdout, child.stderr]) if (stream instanceof Socket) stream.unref();
  return { send: line => void child.stdin.write(`${line}\n`), end: () => void child.kill('SIGKILL') };
}

function startThread(databaseFile: string, { heard, gone }: Ears): Reader {
  const worker = new Worker(fileURLToPath(new URL('./sql-thread.js', import.meta.url)), { workerData: databaseFile });
  worker.on('message', (line: string) => heard(line));
  worker.on('error', gone).on('exit', gone);
  worker.unref();
  return { send: line => worker.postMessage(line), end: () => void worker.terminate() };
}
