import Elk from 'elkjs/lib/elk.bundled.js';
import { ORPCError } from '@orpc/client';
import { FlowId } from '../../../../engine/base/ids.ts';
import type { Flow } from '../../../../engine/flow/flow.ts';
import type { Host } from '../../../../renderer/bridge/host.ts';
import { wireBoard } from '../../../../renderer/bridge/wire-board.ts';
import { createStudio, type Word } from '../../../../renderer/state/studio.ts';

export const FLOW_ID = FlowId.parse('test');

/** A window's store on a workspace that holds one flow in memory, with time that a test turns and a wire that it cuts. */
export function aStudio(flow: Flow, kept: Record<string, string> = {}) {
  const words: Word[] = [];
  const timers: { readonly atMs: number; readonly call: () => void }[] = [];
  const workspace = {
    flow,
    revision: 1,
    isGone: false,
    saves: 0,
    copies: [] as string[],
    clipboard: null as string | null,
    history: null as string | null,
  };
  const wire = wireBoard();
  wire.tell('open');
  const answer = async <Output>(output: () => Output): Promise<Output> => {
    if (workspace.isGone) throw new Error('The wire is cut.');
    return await Promise.resolve(output());
  };
  const opened = () => ({
    flowId: FLOW_ID,
    flow: workspace.flow,
    revision: workspace.revision,
    updatedAtUs: 0,
    history: workspace.history,
    versions: [],
  });
  const host = {
    flows: {
      read: () => answer(opened),
      list: () => answer(() => []),
      importText: ({ text }: { text: string }) =>
        answer(() => {
          workspace.copies.push(text);
          return { ...opened(), flow: JSON.parse(text) as Flow };
        }),
      keepHistory: ({ history }: { history: string }) =>
        answer(() => {
          workspace.history = history;
          return { isKept: true };
        }),
      saveDraft: ({ revision, flow: next, history }: { revision: number; flow: Flow; history?: string }) =>
        answer(() => {
          if (revision !== workspace.revision)
            throw new ORPCError('REVISION_MOVED', { defined: true, message: 'Moved.', data: { revision: workspace.revision } });
          workspace.flow = next;
          workspace.history = history ?? null;
          workspace.saves += 1;
          return { revision: (workspace.revision += 1), updatedAtUs: 0 };
        }),
    },
    runs: { list: () => answer(() => []) },
  } as unknown as Host; // true as far as these tests ask it: flows, and a list of runs
  let nowMs = 0;
  const storage = new Map(Object.entries(kept));
  const store = createStudio({
    host,
    wire,
    workspace: 'test',
    storage: {
      getItem: key => storage.get(key) ?? null,
      setItem: (key, text) => void storage.set(key, text),
      removeItem: key => void storage.delete(key),
    },
    room: { widthPx: 1440, heightPx: 900 },
    nowUs: () => nowMs * 1000,
    later: (ms, call) => {
      const timer = { atMs: nowMs + ms, call };
      timers.push(timer);
      return () => {
        if (timers.includes(timer)) timers.splice(timers.indexOf(timer), 1);
      };
    },
    clipboard: {
      write: text => {
        workspace.clipboard = text;
        return Promise.resolve(true);
      },
      read: () => Promise.resolve(workspace.clipboard),
    },
    layOut: graph => new Elk.default().layout(graph),
    tell: word => words.push(word),
    handOver: file => words.push({ kind: 'done', sentence: file.name }),
  });
  /** Turns the clock, and lets everything that comes due have its turn. */
  const pass = async (ms: number) => {
    nowMs += ms;
    for (const timer of timers.filter(one => one.atMs <= nowMs)) {
      timers.splice(timers.indexOf(timer), 1);
      timer.call();
    }
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  };
  return { store, workspace, storage, words, wire, pass };
}
