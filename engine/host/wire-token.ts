import { randomBytes, timingSafeEqual } from 'node:crypto';

/** The WebSocket subprotocol that the host answers with; the token travels beside it and is never echoed. */
export const WIRE_PROTOCOL = 'atelier-wire-1';
const TOKEN_PREFIX = 'atelier.';

/** 256 bits in base64url: the letters that a subprotocol and a fragment may hold. */
export const newWireToken = (): string => randomBytes(32).toString('base64url');

/** The subprotocols that a window asks for. */
export const wireProtocols = (token: string): [string, string] => [WIRE_PROTOCOL, TOKEN_PREFIX + token];

/** True when a `Sec-WebSocket-Protocol` header offers the wire and carries the token. The time it takes says nothing of how much was right. */
export function carriesToken(header: string | undefined, token: string): boolean {
  const offered = (header ?? '').split(',').map(protocol => protocol.trim());
  const given = offered.find(protocol => protocol.startsWith(TOKEN_PREFIX))?.slice(TOKEN_PREFIX.length) ?? '';
  return offered.includes(WIRE_PROTOCOL) && sameText(given, token);
}

function sameText(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
