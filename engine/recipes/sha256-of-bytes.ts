import { createHash } from 'node:crypto';
import { Hash } from '../base/hash.ts';

/** Of bytes as they are: what `sha256sum` says of a file. */
export const sha256OfBytes = (bytes: Uint8Array): Hash => Hash.parse(`sha256:${createHash('sha256').update(bytes).digest('hex')}`);
