import { createServer, type RequestListener, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import sirv from 'sirv';
import { WebSocketServer, type WebSocket } from 'ws';
import { ok, refused, type Result } from '../base/result.ts';
import type { Host } from './host.ts';
import { EVENTS_PATH, eventRoute, type EventRouteNeeds } from './event-route.ts';
import { hostNames, refuseRequest, refuseWire, requestPath } from './loopback-guard.ts';
import { MAX_MESSAGE_BYTES, type Pipe } from './pipe.ts';
import { SECURITY_HEADERS } from './security-headers.ts';
import { newWireToken, WIRE_PROTOCOL } from './wire-token.ts';

/** A host's window and wire on this machine's own address. */
export interface Loopback {
  readonly port: number;
  readonly token: string;
  /** `http://127.0.0.1:PORT`; may be logged. */
  readonly origin: string;
  /** Where a browser finds the window; the token stands in the fragment, which no request carries. */
  readonly address: string;
  /** Refuses new connections and ends those that stand. */
  close(): Promise<void>;
}

export interface LoopbackOptions {
  /** The built window: a folder with `index.html`. */
  readonly windowFolder: string;
  /** 0 lets the system choose. */
  readonly port: number;
  /** Takes signed events; absent: none are taken. */
  readonly events?: Pick<EventRouteNeeds, 'door' | 'clock'>;
  /** Told of each refused request: status, method and path. */
  readonly log?: (line: string) => void;
}

/**
 * Serves a window. Four guards, because any web page and any program on this machine can reach a port of the loopback: the address
 * 127.0.0.1 keeps other machines out; `Host` must name this address and port, against names that are pointed here (DNS rebinding);
 * `Origin` must be this very origin, against other pages; and the wire asks for the token of this launch, against other programs.
 * Signed events pass the first three; their signature stands for the fourth. Refused with a sentence when the port is not to be had.
 */
export async function serveLoopback(host: Pick<Host, 'attach'>, options: LoopbackOptions): Promise<Result<Loopback, string>> {
  const token = newWireToken();
  const log = options.log ?? (() => undefined);
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    perMessageDeflate: false,
    handleProtocols: () => WIRE_PROTOCOL,
  });
  const files = fileServer(options.windowFolder, () => port, log);
  const events = options.events === undefined ? null : eventRoute({ ...options.events, log });
  const server = createServer(SLOW_SENDERS, (request, response) => {
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
    if (events !== null && requestPath(request) === EVENTS_PATH) events(request, response, port);
    else files(request, response);
  });
  server.on('upgrade', (request, socket, head) => {
    const refusal = refuseWire(request, port, token);
    if (refusal === null) {
      sockets.handleUpgrade(request, socket, head, webSocket => host.attach(socketPipe(webSocket)));
      return;
    }
    log(`${refusal} wire ${requestPath(request)}`);
    refuseUpgrade(socket, refusal);
  });

  const problem = await listen(server, options.port);
  if (problem !== null) return refused(problem);
  const port = portOf(server);
  const origin = `http://${hostNames(port)[0]}`;
  return ok({ port, token, origin, address: `${origin}/#token=${token}`, close: () => closeServer(server, sockets) });
}

/** Whoever takes longer to say what is wanted holds a connection for nothing; requests here are small. */
const SLOW_SENDERS = { headersTimeout: 10_000, requestTimeout: 30_000, connectionsCheckingInterval: 5_000 };

function fileServer(folder: string, port: () => number, log: (line: string) => void): RequestListener {
  // `dev` looks at the disk for each request, so that a window built anew is served without a restart.
  const files = sirv(folder, { dev: true, etag: true });
  return (request, response) => {
    const refusal = refuseRequest(request, port());
    if (refusal !== null) {
      log(`${refusal} ${request.method ?? ''} ${requestPath(request)}`);
      response.writeHead(refusal).end();
      return;
    }
    // The window's files are small and asked for whole; a range that ends before it begins would throw in the file server.
    delete request.headers.range;
    files(request, response, () => void response.writeHead(404).end());
  };
}

/** A pipe over an open WebSocket. A binary message comes from no window of ours and ends the connection. */
export function socketPipe(socket: WebSocket): Pipe {
  // What follows an error is a `close`; without a listener the process would end.
  socket.on('error', () => undefined);
  return {
    post: text => socket.send(text),
    onMessage: listener =>
      void socket.on('message', (message: Buffer, isBinary) => (isBinary ? socket.close(1003) : listener(message.toString('utf8')))),
    onClose: listener => void socket.once('close', listener),
    close: () => socket.close(1001),
  };
}

function refuseUpgrade(socket: Duplex, status: number): void {
  socket.on('error', () => undefined);
  socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function listen(server: Server, port: number): Promise<string | null> {
  return new Promise(resolve => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      resolve(
        error.code === 'EADDRINUSE'
          ? `Port ${port} is taken by another program: choose another with --port, or leave it out.`
          : `The window cannot be served on port ${port} (${error.code ?? error.name}): choose another with --port, or leave it out.`,
      );
    });
    // 127.0.0.1 and not 0.0.0.0: the token guards against other programs here, the address against other machines.
    server.listen(port, '127.0.0.1', () => resolve(null));
  });
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server listens on no port.');
  return address.port;
}

async function closeServer(server: Server, sockets: WebSocketServer): Promise<void> {
  for (const socket of sockets.clients) socket.terminate();
  const closed = new Promise(resolve => server.close(resolve));
  server.closeAllConnections();
  await closed;
}
