import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../base/world.ts';
import { MAX_EVENT_BYTES } from '../bus/event.ts';
import type { EventAnswer, EventDoor } from '../event-door.ts';
import { toldError, type FaultLog } from './bug-report.ts';
import { refuseEvent } from './loopback-guard.ts';

/** Where signed events are posted. */
export const EVENTS_PATH = '/v1/events';

/** Whoever sends slower than this keeps a connection for nothing. */
const BODY_WITHIN_US = 10_000_000;
/** A body beyond the limit is read to its end and thrown away, so that the sender gets its answer; but not without end. */
const MAX_DISCARDED_BYTES = 8 * 1024 * 1024;
/** Messages being read at once: with the limit of each, at most 16 MiB. */
const MAX_AT_ONCE = 64;

export interface EventRouteNeeds {
  readonly door: EventDoor;
  readonly clock: Clock;
  readonly log: FaultLog;
}

/**
 * Answers `POST /v1/events`: 200 once the event is on disk, else a status and `{ error: { code, message } }`. It asks for no token of the window:
 * the signature is the authority, and `Host` and `Origin` keep web pages out as everywhere on the loopback.
 */
export function eventRoute({
  door,
  clock,
  log,
}: EventRouteNeeds): (request: IncomingMessage, response: ServerResponse, port: number) => void {
  let atOnce = 0;
  return (request, response, port) => {
    const refusal = refuseEvent(request, port);
    if (refusal !== null) {
      request.resume();
      answer(response, REFUSALS[refusal], refusal === 405 ? { allow: 'POST' } : {});
      return;
    }
    if (atOnce >= MAX_AT_ONCE) {
      request.resume();
      answer(response, BUSY, { 'retry-after': '1' });
      return;
    }
    atOnce += 1;
    void receive(request, { door, clock, log })
      .then(answered => {
        if (answered !== null) answer(response, answered, request.complete ? {} : { connection: 'close' });
      })
      .finally(() => (atOnce -= 1));
  };
}

const error = (status: number, code: string, message: string): EventAnswer => ({ status, body: { error: { code, message } } });
const REFUSALS = {
  403: error(
    403,
    'not_here',
    'Events are taken from programs on this computer, under the names 127.0.0.1 and localhost, and from no web page.',
  ),
  405: error(405, 'method_not_allowed', 'Events are sent with POST.'),
};
const BUSY = error(503, 'busy', 'Too many events at once. Send it again in a second.');

/** Null when the sender is gone. */
async function receive(request: IncomingMessage, { door, clock, log }: EventRouteNeeds): Promise<EventAnswer | null> {
  try {
    const body = await readBody(request, clock);
    switch (body.kind) {
      case 'gone':
        return null;
      case 'too-slow':
        return await door.refuse({ code: 'too_slow', message: 'The body did not come within ten seconds. Send it again.', product: null });
      case 'too-large':
        return await door.refuse({
          code: 'too_large',
          message: `The body is larger than ${MAX_EVENT_BYTES / 1024} KiB. Send less.`,
          product: null,
        });
      case 'whole':
        return await door.receive({
          id: one(request, 'webhook-id'),
          timestamp: one(request, 'webhook-timestamp'),
          signature: one(request, 'webhook-signature'),
          contentType: request.headers['content-type'],
          body: body.bytes,
        });
    }
  } catch (fault) {
    return error(500, 'bug', toldError(fault, `POST ${EVENTS_PATH}`, log).message);
  }
}

const one = ({ headers }: IncomingMessage, name: string): string | undefined => {
  const value = headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
};

type Body = { readonly kind: 'whole'; readonly bytes: Buffer } | { readonly kind: 'too-large' | 'too-slow' | 'gone' };

function readBody(request: IncomingMessage, clock: Clock): Promise<Body> {
  return new Promise(resolve => {
    const chunks: Buffer[] = [];
    const over = new AbortController();
    let size = 0;
    const end = (body: Body): void => {
      over.abort();
      resolve(body);
    };
    void clock.sleepUntil(clock.nowUs() + BODY_WITHIN_US, over.signal).then(() => end({ kind: 'too-slow' }));
    if (Number(request.headers['content-length']) > MAX_DISCARDED_BYTES) end({ kind: 'too-large' });
    request
      .on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size <= MAX_EVENT_BYTES) chunks.push(chunk);
        else if (size > MAX_DISCARDED_BYTES) end({ kind: 'too-large' });
        else chunks.length = 0;
      })
      .on('end', () => end(size > MAX_EVENT_BYTES ? { kind: 'too-large' } : { kind: 'whole', bytes: Buffer.concat(chunks) }))
      .on('error', () => end({ kind: 'gone' }))
      .on('close', () => end({ kind: 'gone' }));
  });
}

function answer(response: ServerResponse, { status, body }: EventAnswer, headers: Readonly<Record<string, string>> = {}): void {
  if (response.destroyed) return;
  const text = `${JSON.stringify(body)}\n`;
  response.writeHead(status, {
    'content-type': 'application/json',
    'cache-control': 'no-store',
    'content-length': Buffer.byteLength(text),
    ...headers,
  });
  response.end(text);
}
