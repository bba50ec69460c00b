import { MessageChannel } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { WebSocket } from 'ws';
import type { Contract } from '../../../engine/contract/contract.ts';
import { ROW_BATCHES } from '../../../engine/contract/row-batches.ts';
import type { Host } from '../../../engine/host/host.ts';
import { serveLoopback } from '../../../engine/host/loopback.ts';
import { portPipe } from '../../../engine/host/pipe.ts';
import { wireProtocols } from '../../../engine/host/wire-token.ts';

export type Client = ContractRouterClient<Contract>;

export interface Connection {
  readonly client: Client;
  /** Sends a text as it is, past the client. */
  sendRaw(text: string): void;
  /** Cuts the line from the window's side; resolves when both sides know. */
  cut(): Promise<void>;
  /** Resolves when the host has cut it. */
  readonly ended: Promise<void>;
}

/** One way from a window to a host. */
export interface Wire {
  connect(): Promise<Connection>;
  close(): Promise<void>;
}

export async function socketWire(host: Host): Promise<Wire> {
  const served = await serveLoopback(host, { windowFolder: '/nonexistent', port: 0 });
  if (!served.ok) throw new Error(served.error);
  const { port, token, origin } = served.value;
  return {
    async connect() {
      const socket = new WebSocket(`ws://127.0.0.1:${port}/wire`, wireProtocols(token), { headers: { Origin: origin } });
      const ended = new Promise<void>(resolve => socket.once('close', () => resolve()));
      await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
      const websocket = socket as unknown as globalThis.WebSocket; // true: ws has the events and methods of the browser's that the link uses
      return {
        client: createORPCClient<Client>(new SocketLink({ websocket, customJsonSerializers: [ROW_BATCHES] })),
        sendRaw: text => socket.send(text),
        ended,
        cut: () => {
          socket.close();
          return ended;
        },
      };
    },
    close: () => served.value.close(),
  };
}

export function portWire(host: Host): Promise<Wire> {
  const ports: MessageChannel['port1'][] = [];
  return Promise.resolve({
    connect() {
      const { port1, port2 } = new MessageChannel();
      ports.push(port1, port2);
      host.attach(portPipe(port1));
      const ended = new Promise<void>(resolve => port2.once('close', () => resolve()));
      const hostSide = new Promise<void>(resolve => port1.once('close', () => resolve()));
      const client = createORPCClient<Client>(new PortLink({ port: port2, customJsonSerializers: [ROW_BATCHES] }));
      port2.start();
      return Promise.resolve({
        client,
        sendRaw: text => port2.postMessage(text),
        ended,
        cut: async () => {
          port2.close();
          await hostSide;
        },
      });
    },
    close() {
      for (const port of ports) port.close();
      return Promise.resolve();
    },
  });
}
