import { startReader, type Reader } from './start-reader.ts';
import { ReaderReply, type ReaderRequest } from './sql-request.ts';

/**
 * Asks a workspace's database beside the engine, by a reader that stays between questions: none waits for one to start, and nothing of the engine waits
 * for an answer. SQLite cannot be interrupted from within, so a question whose time is over, or that nobody waits for any more, is ended with its
 * reader, and the next begins another. One question at a time; others wait their turn.
 */
export interface SqlAsker {
  /** A problem when the time is over, the question was called off, or the reader fell. */
  ask(request: ReaderRequest, limits: { readonly timeoutMs: number; readonly signal?: AbortSignal | undefined }): Promise<ReaderReply>;
  close(): void;
}

interface Asked {
  readonly reader: Reader;
  /** Takes the next line; null stands for the end of the reader. */
  take: ((line: string | null) => void) | null;
}

export function openSqlAsker(file: string): SqlAsker {
  let current: Asked | null = null;
  let turn: Promise<unknown> = Promise.resolve();
  let isClosed = false;

  const start = (): Asked => {
    const gone = (): void => {
      if (current === started) current = null;
      started.take?.(null);
    };
    const started: Asked = { reader: startReader(file, { heard: line => started.take?.(line), gone }), take: null };
    return started;
  };
  const end = (): void => {
    current?.reader.end();
    current = null;
  };

  const askNow = (request: ReaderRequest, { timeoutMs, signal }: Parameters<SqlAsker['ask']>[1]): Promise<ReaderReply> => {
    if (isClosed || signal?.aborted === true) return Promise.resolve(problem('The question was called off.'));
    const asked = (current ??= start());
    const { promise, resolve } = Promise.withResolvers<ReaderReply>();
    const stop = (sentence: string) => (): void => {
      if (current === asked) end();
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
    asked.reader.send(JSON.stringify(request));
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
