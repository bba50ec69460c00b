import { request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Clock } from '../base/world.ts';

/** A product's answer is no larger. */
export const MAX_ANSWER_BYTES = 5 * 1024 * 1024;

export interface OutgoingRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** How one exchange ended. `maySent` is true as soon as the product may have read the request. */
export type Exchange =
  | { readonly kind: 'answered'; readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: Buffer }
  | { readonly kind: 'too-large' }
  /** `code` is the system's word, e.g. `ECONNREFUSED`. */
  | { readonly kind: 'lost'; readonly code: string; readonly maySent: boolean }
  | { readonly kind: 'timed-out'; readonly maySent: boolean }
  | { readonly kind: 'stopped'; readonly maySent: boolean };

/**
 * Sends one request and reads the whole answer within the time limit. Follows no redirect, knows no proxy, keeps no connection, unpacks
 * nothing. Written on `node:http` and not on `fetch`, because only here is it certain whether the connection stood before it was lost:
 * until then an action that must not be repeated may be tried again.
 */
export function sendRequest(
  { method, url, headers, body }: OutgoingRequest,
  { clock, untilUs, signal }: { readonly clock: Clock; readonly untilUs: number; readonly signal: AbortSignal },
): Promise<Exchange> {
  return new Promise(resolve => {
    if (signal.aborted) {
      resolve({ kind: 'stopped', maySent: false });
      return;
    }
    let maySent = false;
    const over = new AbortController();
    const isSecure = url.protocol === 'https:';
    const bytes = body === null ? null : Buffer.from(body);
    const request = (isSecure ? httpsRequest : httpRequest)(url, {
      method,
      headers: { ...headers, ...(bytes !== null && { 'content-length': String(bytes.length) }) },
      // An agent of its own: a connection that was kept may break just as the request is written, and then nobody knows who saw what.
      agent: false,
    });
    const end = (exchange: Exchange): void => {
      if (over.signal.aborted) return;
      over.abort();
      signal.removeEventListener('abort', stop);
      resolve(exchange);
      request.destroy();
    };
    const stop = (): void => end({ kind: 'stopped', maySent });
    signal.addEventListener('abort', stop);
    void clock.sleepUntil(untilUs, over.signal).then(() => end({ kind: 'timed-out', maySent }));
    request
      .on('socket', socket => socket.once(isSecure ? 'secureConnect' : 'connect', () => (maySent = true)))
      .on('error', (fault: NodeJS.ErrnoException) => end({ kind: 'lost', code: fault.code ?? 'lost', maySent }))
      .on('response', response => readAnswer(response, end))
      .on('upgrade', () => end({ kind: 'lost', code: 'HPE_UPGRADE', maySent }))
      .end(bytes ?? undefined);
  });
}

function readAnswer(response: IncomingMessage, end: (exchange: Exchange) => void): void {
  const chunks: Buffer[] = [];
  let size = 0;
  response
    .on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > MAX_ANSWER_BYTES) end({ kind: 'too-large' });
      else chunks.push(chunk);
    })
    .on('error', (fault: NodeJS.ErrnoException) => end({ kind: 'lost', code: fault.code ?? 'lost', maySent: true }))
    .on('close', () =>
      end(
        response.complete
          ? { kind: 'answered', status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }
          : { kind: 'lost', code: 'ECONNRESET', maySent: true },
      ),
    );
}
