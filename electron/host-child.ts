import type { UtilityProcess } from 'electron';
import { neverHere } from '../engine/base/never-here.ts';
import { refused, ok, type Result } from '../engine/base/result.ts';
import { FromHost, type ToHost } from './host-frames.ts';

/** A window's line to the host process. */
export interface HostLine {
  post(text: string): void;
  end(): void;
}

/** The process that holds the workspace, from the shell's side. */
export interface HostChild {
  /** Resolves once the workspace is open, or with why it is not. */
  readonly opened: Promise<Result<null, HostProblem>>;
  /** `hear` gets every text that the host sends to this window. */
  connect(hear: (text: string) => void): HostLine;
  /** Takes a `.flow.json` file into the workspace; its flow's id, or a sentence. */
  importFlow(path: string): Promise<Result<string, string>>;
  /** Resolves when the process has ended: it closes the workspace first, and is killed when that takes longer than five seconds. */
  close(): Promise<void>;
}

/** `kind` is that of the engine's `OpenProblem`, or `crashed`. */
export interface HostProblem {
  readonly kind: string;
  readonly sentence: string;
}

const CLOSE_LIMIT_MS = 5_000;

export function startHostChild(
  child: UtilityProcess,
  { folder, resourcesFolder, onCrash }: { folder: string; resourcesFolder: string; onCrash: () => void },
): HostChild {
  const listeners = new Map<number, (text: string) => void>();
  const imports = new Map<string, (answer: Result<string, string>) => void>();
  const opened = Promise.withResolvers<Result<null, HostProblem>>();
  const ended = Promise.withResolvers<null>();
  let life: 'opening' | 'open' | 'closing' | 'over' = 'opening';
  let lastPipe = 0;
  const tell = (frame: ToHost): void => {
    if (life !== 'over') child.postMessage(frame);
  };

  child.on('message', (message: unknown) => hear(FromHost.parse(message)));
  child.once('exit', () => {
    const before = life;
    life = 'over';
    opened.resolve(refused({ kind: 'crashed', sentence: 'The engine ended while it was opening the workspace.' }));
    for (const settle of imports.values()) settle(refused('The engine ended before it took the flow; open the file again.'));
    ended.resolve(null);
    if (before === 'open') onCrash();
  });
  tell({ kind: 'open', folder, resourcesFolder });

  function hear(frame: FromHost): void {
    switch (frame.kind) {
      case 'opened':
        life = 'open';
        {
          opened.resolve(ok(null));
          return;
        }
      case 'problem': {
        opened.resolve(refused({ kind: frame.problem, sentence: frame.sentence }));
        return;
      }
      case 'text':
        return listeners.get(frame.pipe)?.(frame.text);
      case 'disconnected':
        return void listeners.delete(frame.pipe);
      case 'imported':
        return imports.get(frame.path)?.(ok(frame.flowId));
      case 'not-imported':
        return imports.get(frame.path)?.(refused(frame.sentence));
      default:
        return neverHere(frame);
    }
  }

  return {
    opened: opened.promise,
    connect(listener) {
      const pipe = (lastPipe += 1);
      listeners.set(pipe, listener);
      tell({ kind: 'connect', pipe });
      return {
        post: text => tell({ kind: 'text', pipe, text }),
        end: () => {
          if (listeners.delete(pipe)) tell({ kind: 'disconnect', pipe });
        },
      };
    },
    async importFlow(path) {
      const answer = Promise.withResolvers<Result<string, string>>();
      imports.set(path, answer.resolve);
      tell({ kind: 'import-flow', path });
      return answer.promise;
    },
    async close() {
      if (life === 'over') return;
      life = 'closing';
      tell({ kind: 'close' });
      const limit = setTimeout(() => child.kill(), CLOSE_LIMIT_MS);
      await ended.promise;
      clearTimeout(limit);
    },
  };
}
