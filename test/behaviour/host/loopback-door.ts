import { request } from 'node:http';
import { WebSocket } from 'ws';

export interface PlainAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** Asks exactly for `path`, without the tidying of `..` that `fetch` does. */
export function ask(port: number, path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<PlainAnswer> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, method, headers }, response => {
      let body = '';
      response.setEncoding('utf8').on('data', (part: string) => (body += part));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    asked.on('error', reject).end();
  });
}

export interface Knock {
  readonly path?: string;
  readonly protocols?: readonly string[];
  readonly headers?: Record<string, string>;
}

/** 101 with the socket when the wire opened, else the status with which it was refused. */
export function knock(
  port: number,
  { path = '/wire', protocols = [], headers = {} }: Knock,
): Promise<{ status: number; socket?: WebSocket }> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, [...protocols], { headers });
    socket.on('open', () => resolve({ status: 101, socket }));
    socket.on('unexpected-response', (_request, response) => {
      response.resume();
      resolve({ status: response.statusCode ?? 0 });
    });
    socket.on('error', error => {
      if (socket.readyState !== WebSocket.CONNECTING) reject(error);
    });
  });
}
