import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { ROW_BATCHES } from '../../engine/contract/row-batches.ts';
import type { ShellNotices } from './desktop-notices.ts';
import type { Connection, Host } from './host.ts';
import { launchToken } from './launch-token.ts';
import { pipePort, type Pipe } from './pipe-port.ts';
import { reconnectingLink } from './reconnecting-link.ts';

declare global {
  interface Window {
    readonly atelier?: Pipe & Partial<ShellNotices>;
  }
}

/** Named in the handshake, so that a host of another age refuses at the door. */
const WIRE = 'atelier-wire-1';

/**
 * Resolves once the host answers: over the preload's pipe in Electron, else over a WebSocket to where the page came from.
 * `tell` hears how the wire stands, from now on and for ever.
 */
export function connect(tell: (connection: Connection) => void): Promise<Host> {
  tell('connecting');
  return new Promise(resolve => {
    if (window.atelier !== undefined) {
      tell('open');
      resolve(createORPCClient<Host>(new RPCLink({ port: pipePort(window.atelier), customJsonSerializers: [ROW_BATCHES] })));
      return;
    }
    const token = launchToken(window);
    if (token === null) {
      tell('refused');
      return;
    }
    const address = new URL('/wire', window.location.href);
    address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
    // The token travels as a subprotocol: addresses end up in logs, handshake headers do not.
    const open = () => new WebSocket(address, [WIRE, `atelier.${token}`]);
    const link = reconnectingLink({
      open,
      isServed: () =>
        fetch(window.location.pathname, { method: 'HEAD', cache: 'no-store' }).then(
          answer => answer.ok,
          () => false,
        ),
      tell: connection => {
        tell(connection);
        if (connection === 'open') resolve(createORPCClient<Host>(link));
      },
    });
  });
}
