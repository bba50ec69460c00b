import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A call that the server got. */
export interface Asked {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** As text, to be searched. */
  readonly body: string;
}

export type Answer = (response: ServerResponse, asked: Asked) => void;

export interface ProviderServer {
  readonly origin: string;
  /** In their order; emptied by `say`. */
  readonly asked: readonly Asked[];
  /** How every call is answered from now on. */
  say(answer: Answer): void;
  close(): Promise<void>;
}

/** A real HTTP server on the loopback that answers as it is told to. */
export async function openProviderServer(): Promise<ProviderServer> {
  const asked: Asked[] = [];
  let answer: Answer = response => response.writeHead(500).end();
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', chunk => (body += String(chunk)));
    request.on('end', () => {
      const call = { path: request.url ?? '', headers: request.headers, body };
      asked.push(call);
      answer(response, call);
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, // true: it listens on a port, not on a file
    asked,
    say(next) {
      asked.length = 0;
      answer = next;
    },
    close: () =>
      new Promise(resolve => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** A whole answer. */
export const json =
  (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Answer =>
  response =>
    response
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(typeof body === 'string' ? body : JSON.stringify(body));

/** An answer in pieces, as server-sent events; `null` breaks the line off there. */
export const events =
  (parts: readonly ({ readonly event?: string; readonly data: unknown } | null)[]): Answer =>
  response => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const part of parts) {
      if (part === null) {
        response.destroy();
        return;
      }
      const data = typeof part.data === 'string' ? part.data : JSON.stringify(part.data);
      response.write(`${part.event === undefined ? '' : `event: ${part.event}\n`}data: ${data}\n\n`);
    }
    response.end();
  };
