// The one file of the pure floors that knows Node: `#sha256` in package.json picks it outside a browser,
// where one call takes 0.7 µs on 500 bytes against 5.4 µs in JavaScript.
import { hash } from 'node:crypto';

/** SHA-256 of UTF-8 text or bytes, as 64 lower-case hex digits. */
export const sha256Hex = (content: string | Uint8Array): string => hash('sha256', content, 'hex');
