import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a product saw of one call. */
export interface SeenCall {
  readonly method: string;
  readonly target: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** How a product treats its nth call, counted from 0. */
export type Behave = (call: SeenCall, response: ServerResponse, nth: number) => void;

/** A real HTTP server on the loopback that behaves as told, and remembers what it saw. */
export async function openProductServer(behave: Behave): Promise<{
  readonly url: string;
  readonly seen: readonly SeenCall[];
  /** How often each idempotency key was seen. */
  readonly perKey: () => ReadonlyMap<string, number>;
  readonly close: () => Promise<void>;
}> {
  const seen: SeenCall[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const call = {
        method: request.method ?? '',
        target: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks).toString('utf8'),
      };
      seen.push(call);
      behave(call, response, seen.length - 1);
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // true: it listens on a port
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    perKey: () => {
      const counts = new Map<string, number>();
      for (const { headers } of seen) {
        const key = String(headers['idempotency-key']);
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
      return counts;
    },
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export const answer = (response: ServerResponse, status: number, value: unknown, headers: Record<string, string> = {}): void => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));
};
