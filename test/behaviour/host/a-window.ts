import { setImmediate as breathe } from 'node:timers/promises';
import { createORPCClient, type ClientContext, type ClientLink } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import { WebSocket } from 'ws';
import { ROW_BATCHES } from '../../../engine/contract/row-batches.ts';
import { wireProtocols } from '../../../engine/host/wire-token.ts';
import type { Host } from '../../../renderer/bridge/host.ts';
import { wireBoard } from '../../../renderer/bridge/wire-board.ts';
import { createStudio, type Word } from '../../../renderer/state/studio.ts';

/**
 * What a window knows and does, over a real wire to the host at `address`; nothing is drawn. Its time is turned by `pass`, which returns when all
 * that became due has been answered: so a slow machine types no faster than it saves.
 */
export async function aWindow(address: string) {
  const { origin, host, hash } = new URL(address);
  const token = hash.replace('#token=', '');
  const socket = new WebSocket(`ws://${host}/wire`, wireProtocols(token), { headers: { Origin: origin } });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  const link = new RPCLink({ websocket: socket as unknown as globalThis.WebSocket, customJsonSerializers: [ROW_BATCHES] }); // true: ws has the events and methods that the link uses
  const underWay = new Set<Promise<unknown>>();
  const counted: ClientLink<ClientContext> = {
    call: (path, input, options) => {
      const call = link.call(path, input, options);
      underWay.add(call);
      const forget = () => void underWay.delete(call);
      call.then(forget, forget);
      return call;
    },
  };
  const wire = wireBoard();
  wire.tell('open');
  socket.once('close', () => wire.tell('lost'));
  const words: Word[] = [];
  const kept = new Map<string, string>();
  const timers = new Set<{ readonly atMs: number; readonly call: () => void }>();
  let nowMs = 0;
  const store = createStudio({
    host: createORPCClient<Host>(counted),
    wire,
    workspace: 'journal',
    storage: {
      getItem: key => kept.get(key) ?? null,
      setItem: (key, text) => void kept.set(key, text),
      removeItem: key => void kept.delete(key),
    },
    room: { widthPx: 1440, heightPx: 900 },
    nowUs: () => nowMs * 1000,
    later: (ms, call) => {
      const timer = { atMs: nowMs + ms, call };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    clipboard: { write: () => Promise.resolve(false), read: () => Promise.resolve(null) },
    layOut: graph => Promise.resolve(graph),
    tell: word => words.push(word),
    handOver: () => undefined,
  });
  const pass = async (ms: number) => {
    nowMs += ms;
    for (const timer of [...timers].filter(({ atMs }) => atMs <= nowMs)) {
      timers.delete(timer);
      timer.call();
    }
    // A call reaches the wire a few turns after it was made, and what is answered may call again.
    do {
      await Promise.allSettled(underWay);
      await breathe();
    } while (underWay.size > 0);
  };
  return { store, words, pass, close: () => socket.close() };
}
