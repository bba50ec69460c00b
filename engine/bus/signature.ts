import { createHmac, timingSafeEqual } from 'node:crypto';

/** What is signed: the exact bytes that cross the wire, with the id and the time of this sending. */
export interface SignedContent {
  readonly id: string;
  /** Whole seconds since 1970, as written in the header. */
  readonly timestamp: string;
  readonly body: Uint8Array;
}

const VERSION = 'v1';
/** More signatures than any rotation needs; a header of thousands would make us compute for nothing. */
const MAX_SIGNATURES = 16;
const DIGEST_BYTES = 32;

/**
 * The `webhook-signature` header (Standard Webhooks, https://www.standardwebhooks.com): `v1,<base64>` of HMAC-SHA256 over
 * `id.timestamp.body`, one for each key, separated by spaces.
 */
export const signatureHeader = (keys: readonly Uint8Array[], content: SignedContent): string =>
  keys.map(key => `${VERSION},${digest(key, content).toString('base64')}`).join(' ');

/**
 * Those of the candidates whose key made one of the header's signatures. Each candidate is compared with each signature in constant time and to
 * the end, so that the time taken tells nothing of a key.
 */
export function signersOf<Candidate extends { readonly key: Uint8Array }>(
  candidates: readonly Candidate[],
  header: string,
  content: SignedContent,
): readonly Candidate[] {
  const signatures = signaturesIn(header);
  return candidates.filter(({ key }) => {
    const expected = digest(key, content);
    let isSigner = false;
    for (const signature of signatures) if (timingSafeEqual(signature, expected)) isSigner = true;
    return isSigner;
  });
}

/** Signatures of the one version we know; others stand beside them while versions change, and are passed over. */
function signaturesIn(header: string): Buffer[] {
  return header
    .split(' ', MAX_SIGNATURES)
    .filter(part => part.startsWith(`${VERSION},`))
    .map(part => Buffer.from(part.slice(VERSION.length + 1), 'base64'))
    .filter(({ length }) => length === DIGEST_BYTES);
}

const digest = (key: Uint8Array, { id, timestamp, body }: SignedContent): Buffer =>
  createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest();
