import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { ReaderReply, type ReaderRequest } from './sql-request.ts';

/**
 * Asks a workspace's database in a process that stays between questions, so that none waits for one to start, and nothing of the engine waits for an
 * answer. SQLite cannot be interrupted from within, so a question whose time is over, or that nobody waits for any more, is ended with its process,
 * and the next begins another. One question at a time; others wait their turn. The process does not keep the program alive.
 */
export interface SqlAsker {
  /** A problem when the time is over, the question was called off, or the process fell. */
  ask(request: ReaderRequest, limits: { readonly timeoutMs: number; readonly signal?: AbortSignal | undefined }): Promise<ReaderReply>;
  close(): void;
}

interface Reader {
  readonly child: ChildProcessWithoutNullStreams;
  /** Takes the next line. */
  take: ((line: string | null) => void) | null;
}

export function openSqlAsker(file: string): SqlAsker {
  let reader: Reader | null = null;
  let turn: Promise<unknown> = Promise.resolve();
  let isClosed = false;

  const end = (): void => {
    reader?.child.kill('SIGKILL');
    reader = null;
  };
  const start = (): Reader => {
    const child = spawn(process.execPath, [fileURLToPath(new URL('./sql-server.ts', import.meta.url)), file], {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' }, // so that Electron's binary, too, runs a script and opens no window
    });
    const started: Reader = { child, take: null };
    const gone = (): void => {
      if (reader === started) reader = null;
      started.take?.(null);
    };
    createInterface({ input: child.stdout }).on('line', line => started.take?.(line));
    child.stderr.resume();
    child.stdin.on('error', () => undefined); // told by `close`
    child.on('error', gone).on('close', gone);
    child.unref();
    // Pipes of a child are sockets, which keep a program alive as the child itself does.
    for (const stream of [child.stdin, child.stdout, child.stderr]) if (stream instanceof Socket) stream.unref();
    return started;
  };

  const askNow = (request: ReaderRequest, { timeoutMs, signal }: Parameters<SqlAsker['ask']>[1]): Promise<ReaderReply> => {
    if (isClosed || signal?.aborted === true) return Promise.resolve(problem('The question was called off.'));
    const asked = (reader ??= start());
    const { promise, resolve } = Promise.withResolvers<ReaderReply>();
    const stop = (sentence: string) => (): void => {
      if (reader === asked) end();
      resolve(problem(sentence));
    };
    const timer = setTimeout(
      stop(`The question took longer than ${String(timeoutMs / 1000)} s and was stopped. Narrow it with a WHERE.`),
      timeoutMs,
    );
    const callOff = stop('The question was called off.');
    signal?.addEventListener('abort', callOff, { once: true });
    asked.take = line =>
      resolve(line === null ? problem('The reader of the database ended. Ask again.') : ReaderReply.parse(JSON.parse(line)));
    asked.child.stdin.write(`${JSON.stringify(request)}\n`);
    return promise.finally(() => {
      asked.take = null;
      clearTimeout(timer);
      signal?.removeEventListener('abort', callOff);
    });
  };

  return {
    ask(request, limits) {
      const answer = turn.then(() => askNow(request, limits));
      turn = answer.catch(() => undefined);
      return answer;
    },
    close() {
      isClosed = true;
      end();
    },
  };
}

const problem = (sentence: string): ReaderReply => ({ kind: 'problem', problem: { sentence } });
