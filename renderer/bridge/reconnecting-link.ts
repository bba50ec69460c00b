import type { ClientContext, ClientLink } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import { ROW_BATCHES } from '../../engine/contract/row-batches.ts';
import { HostGoneError, type Connection } from './host.ts';

/** How soon a lost wire is tried again: each time twice as long, from the first to the last. */
const FIRST_PAUSE_MS = 250;
const LAST_PAUSE_MS = 4_000;
/** A token that was refused is hardly ever taken later. */
const REFUSED_PAUSE_MS = 60_000;

export interface LinkNeeds {
  readonly open: () => WebSocket;
  /** Whether the page itself is being served. */
  readonly isServed: () => Promise<boolean>;
  readonly tell: (connection: Connection) => void;
}

/**
 * A link over WebSockets that opens a new one when the old one closes. Calls made while the first is being opened wait for it; calls made while the
 * wire is down fail with `HostGoneError`. `tell` hears of every change. Never gives up.
 */
export function reconnectingLink({ open, isServed, tell }: LinkNeeds): ClientLink<ClientContext> {
  let pauseMs = FIRST_PAUSE_MS;
  let link: RPCLink<ClientContext> | null = null;

  const lost = () => {
    tell('lost');
    setTimeout(start, pauseMs);
    pauseMs = Math.min(pauseMs * 2, LAST_PAUSE_MS);
  };
  const start = () => {
    const websocket = open();
    link = new RPCLink({ websocket, customJsonSerializers: [ROW_BATCHES] });
    let wasOpen = false;
    websocket.addEventListener('open', () => {
      wasOpen = true;
      pauseMs = FIRST_PAUSE_MS;
      tell('open');
    });
    websocket.addEventListener('close', () => {
      link = null;
      if (wasOpen) {
        lost();
        return;
      }
      // A browser does not say why a socket was refused. When the page is served and the wire is not, a new launch has another token.
      void isServed().then(isThere => {
        if (!isThere) lost();
        else {
          tell('refused');
          setTimeout(start, REFUSED_PAUSE_MS);
        }
      });
    });
  };
  start();

  return {
    call: async (path, input, options) => {
      if (link === null) throw new HostGoneError();
      return await link.call(path, input, options);
    },
  };
}
