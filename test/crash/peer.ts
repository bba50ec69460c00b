import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { numberOf } from '../simulate/rng.ts';

/** One call as the peer saw it; it is written down before it is answered, and outlives whoever called. */
export interface PeerCall {
  readonly kind: 'model' | 'product';
  /** The action, or for a model the note it was asked about. */
  readonly name: string;
  readonly idempotencyKey: string;
}

export interface Peer {
  readonly url: string;
  readonly calls: readonly PeerCall[];
  /** Resolves when so many more calls have come. */
  after(calls: number): Promise<void>;
  close(): Promise<void>;
}

/** Models and products as one real server on the loopback. Its answers take a few milliseconds, so that a kill can fall between call and answer. */
export async function openPeer(): Promise<Peer> {
  const calls: PeerCall[] = [];
  const waiting: { readonly at: number; readonly come: () => void }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const path = request.url ?? '';
      const body = Buffer.concat(chunks).toString('utf8');
      const isModel = path.endsWith('/chat/completions');
      const name = isModel ? (/Note number \d+ of crash-\d+/.exec(body)?.[0] ?? 'unknown') : path.replace('/actions/', '');
      calls.push({ kind: isModel ? 'model' : 'product', name, idempotencyKey: String(request.headers['idempotency-key'] ?? '') });
      for (const { at, come } of waiting) if (calls.length >= at) come();
      const answer = isModel ? modelAnswer(name) : { id: `p-${String(calls.length)}` };
      setTimeout(
        () => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer)),
        numberOf(`${name} ${String(calls.length)}`) % 25,
      );
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // true: it listens on a port
  return {
    url: `http://127.0.0.1:${String(port)}`,
    calls,
    after: more =>
      new Promise(come => {
        waiting.push({ at: calls.length + more, come });
        if (more === 0) come();
      }),
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const modelAnswer = (note: string): unknown => ({
  id: 'chat-1',
  object: 'chat.completion',
  created: 1,
  model: 'crash-1',
  choices: [{ index: 0, message: { role: 'assistant', content: JSON.stringify({ text: note }) }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
});
