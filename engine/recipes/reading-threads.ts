import { ok, refused, type Result } from '../base/result.ts';
import type { SliceSource } from '../packet/slice-source.ts';
import { openThread, ThreadLost, type PacketThread } from './open-thread.ts';
import type { AnswerOf, BuildStep, TaskOf } from './thread-messages.ts';

/** Beyond what its network or database may take, no slice takes longer to read. */
const READING_MS = 120_000;
/** What unpacks without end lies outside of what a thread's own limit counts, so the process is looked at while one reads. */
const MAX_SWELL_BYTES = 1024 * 1024 * 1024;
const LOOK_EVERY_MS = 100;

/** Threads that read, one for each task that is under way. */
export interface ReadingThreads {
  /**
   * Does one reading task in a thread that does nothing else meanwhile: a document that never ends, or swells, takes nothing along but its thread. The error
   * is a sentence.
   */
  read<Kind extends 'build' | 'try' | 'document'>(
    task: TaskOf<Kind>,
    sources: readonly SliceSource[],
    onStep: (step: BuildStep) => void,
    signal: AbortSignal,
  ): Promise<Result<AnswerOf<Kind>, string>>;
  /** Stops what is being read; nothing was written yet. */
  close(): Promise<void>;
}

/** A thread that did its task well waits for the next one: to start one costs some 100 ms. */
export function openReadingThreads(): ReadingThreads {
  const idle: PacketThread[] = [];
  const working = new Set<PacketThread>();
  const closing = new AbortController();
  const isClosed = (): boolean => closing.signal.aborted;
  return {
    async read(task, sources, onStep, signal) {
      if (signal.aborted || isClosed()) return refused(STOPPED);
      const limitMs = READING_MS + Math.max(0, ...sources.map(source => ('timeoutMs' in source ? (source.timeoutMs ?? 30_000) : 0)));
      const thread = idle.pop() ?? openThread();
      working.add(thread);
      // An end is not waited for: what a library does just now ends when it ends.
      const late = setTimeout(() => void thread.end('time'), limitMs);
      const before = process.memoryUsage.rss();
      const swelling = setInterval(() => {
        if (process.memoryUsage.rss() - before > MAX_SWELL_BYTES) void thread.end('memory');
      }, LOOK_EVERY_MS);
      const stop = (): void => void thread.end('stopped');
      signal.addEventListener('abort', stop, { once: true });
      try {
        const answer = await thread.ask(task, step => {
          late.refresh();
          onStep(step);
        });
        if (idle.length === 0 && !isClosed()) idle.push(thread);
        else void thread.end('stopped');
        return ok(answer);
      } catch (error) {
        void thread.end('stopped');
        if (error instanceof ThreadLost) return refused(lostSentence(error.reason, limitMs));
        throw error;
      } finally {
        working.delete(thread);
        clearTimeout(late);
        clearInterval(swelling);
        signal.removeEventListener('abort', stop);
      }
    },
    async close() {
      closing.abort();
      await Promise.all([...idle.splice(0), ...working].map(thread => thread.end('stopped')));
    },
  };
}

const STOPPED = 'Stopped. Nothing was changed.';

function lostSentence(reason: ThreadLost['reason'], limitMs: number): string {
  if (reason === 'stopped') return STOPPED;
  return reason === 'time'
    ? `A source took longer than ${String(limitMs / 1000)} s to read and was given up. Cut it into parts, or name another.`
    : 'A source needs more than the 1 GB of memory that reading may take. Cut it into parts, or name another.';
}
