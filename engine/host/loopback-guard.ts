import type { IncomingMessage } from 'node:http';
import { carriesToken } from './wire-token.ts';

export const WIRE_PATH = '/wire';

/** The names under which this machine may call the server that listens on `port`. */
export const hostNames = (port: number): readonly [string, string] => [`127.0.0.1:${port}`, `localhost:${port}`];

/** The status with which a request for a file is refused; null when it may pass. */
export function refuseRequest({ method, headers }: IncomingMessage, port: number): 403 | 405 | null {
  if (!isOurs(headers, port)) return 403;
  return method === 'GET' || method === 'HEAD' ? null : 405;
}

/** The status with which a request to the events' path is refused before it is read; null when it may pass. Its signature says the rest. */
export function refuseEvent({ method, headers }: IncomingMessage, port: number): 403 | 405 | null {
  if (!isOurs(headers, port)) return 403;
  return method === 'POST' ? null : 405;
}

/** The status with which a WebSocket is refused; null when it may pass. A browser always tells the origin, so none is refused too. */
export function refuseWire(request: IncomingMessage, port: number, token: string): 401 | 403 | 404 | null {
  if (request.headers.origin === undefined || !isOurs(request.headers, port)) return 403;
  if (requestPath(request) !== WIRE_PATH) return 404;
  return carriesToken(request.headers['sec-websocket-protocol'], token) ? null : 401;
}

/** What was asked for, fit for a log: no query, no control characters, not endless. */
export const requestPath = ({ url }: IncomingMessage): string =>
  (url ?? '')
    .replace(/[?#].*$/s, '')
    .replace(/[^\x21-\x7e]/g, '')
    .slice(0, 200);

function isOurs({ host, origin }: IncomingMessage['headers'], port: number): boolean {
  const names = hostNames(port);
  const named = host !== undefined && names.includes(host);
  return named && (origin === undefined || names.some(name => origin === `http://${name}`));
}
