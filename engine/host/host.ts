import { StandardRPCHandler } from '@orpc/server/standard';
import { createServerPeerHandleRequestFn } from '@orpc/server/standard-peer';
import { ServerPeer } from '@orpc/standard-server-peer';
import type { FlowId } from '../base/ids.ts';
import type { Result } from '../base/result.ts';
import type { Workspace } from '../workspace.ts';
import { toldError, type FaultLog } from './bug-report.ts';
import { openChanges } from './changes.ts';
import { ROW_BATCHES } from '../contract/row-batches.ts';
import type { HostContext } from './door.ts';
import { importFlowFile } from './import-flow-file.ts';
import { watchSkills } from './watch-skills.ts';
import { MAX_MESSAGE_BYTES, type Pipe } from './pipe.ts';
import { router } from './router.ts';

/** Answers windows on one workspace. */
export interface Host {
  readonly workspace: Workspace;
  /** Serves a window until its pipe closes; then all its streams end. */
  attach(pipe: Pipe): void;
  /** Takes a `.flow.json` file into the workspace and tells the windows; refused with a sentence. */
  importFlow(path: string): Promise<Result<FlowId, string>>;
  /** Ends every window's connection, then closes the workspace. */
  close(): Promise<void>;
}

export interface HostOptions {
  readonly log: FaultLog;
}

export function openHost(workspace: Workspace, { log }: HostOptions): Host {
  const changes = openChanges();
  const unwatchSkills = watchSkills(workspace, changes);
  const context: HostContext = { workspace, changes, newEventId: () => `evt_${crypto.randomUUID()}` };
  const handler = new StandardRPCHandler<HostContext>(router, {
    customJsonSerializers: [ROW_BATCHES],
    clientInterceptors: [
      async call => {
        const name = call.path.join('.');
        try {
          const answer = await call.next();
          return isStream(answer) ? toldStream(answer, name, log) : answer;
        } catch (error) {
          throw toldError(error, name, log);
        }
      },
    ],
  });
  const handle = createServerPeerHandleRequestFn(handler, { context });
  const pipes = new Set<Pipe>();

  return {
    workspace,
    attach(pipe) {
      const peer = new ServerPeer(message => {
        if (pipes.has(pipe) && typeof message === 'string') pipe.post(message);
      });
      pipes.add(pipe);
      pipe.onClose(() => {
        pipes.delete(pipe);
        peer.close();
      });
      pipe.onMessage(text => {
        if (text.length > MAX_MESSAGE_BYTES) {
          pipe.close();
          return;
        }
        // A text that is no request at all comes from no window of ours: the connection ends, the host goes on.
        peer.message(text, handle).catch(() => pipe.close());
      });
    },
    importFlow: path => importFlowFile(context, path),
    async close() {
      unwatchSkills();
      for (const pipe of pipes) pipe.close();
      // What this sitting brought is signed at its end; should the disk refuse, the workspace closes all the same.
      await workspace.checkpoints.take();
      await workspace.close();
    },
  };
}

const isStream = (answer: unknown): answer is AsyncIterable<unknown> =>
  typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer;

/** A fault after the first message of a stream is told like one before it. */
async function* toldStream(stream: AsyncIterable<unknown>, call: string, log: FaultLog): AsyncGenerator<unknown, void> {
  try {
    yield* stream;
  } catch (error) {
    throw toldError(error, call, log);
  }
}
