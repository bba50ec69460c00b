import { z } from 'zod';
import { SECRET_REF } from '../base/secrets.ts';

const SecretRef = z.string().regex(SECRET_REF, 'a secret is named by reference, e.g. env:RFP_SECRET, and never written here');

/** Headers that the engine writes itself, or that change how a message is read. */
const OWN_HEADER =
  /^(?:host|content-.*|transfer-encoding|connection|keep-alive|te|trailer|upgrade|expect|cookie|accept.*|webhook-.*|idempotency-key|atelier-.*|proxy-.*)$/;

/** A header that settings and manifests may fill: lower case, and none of the engine's own. */
export const FreeHeader = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,63}$/, 'a header is written in lower case')
  .refine(name => !OWN_HEADER.test(name), 'this header is written by the engine itself');

/** Where a product is reached, and by which shared secret it and this workspace know each other: a part of `workspace.json`. */
export const ProductConnection = z.strictObject({
  /** Its address, e.g. `https://rfp.example.com`: actions are called and events are posted to `/v1/events` under it. Absent: its actions are simulated. */
  url: z
    .string()
    .max(2000)
    .refine(isPlainAddress, 'an address is http or https, without user, password, query or fragment; secrets are named by secretRef')
    .optional(),
  secretRef: SecretRef.optional(),
  /** While a secret is changed: what was signed with this one is taken too. */
  previousSecretRef: SecretRef.optional(),
  /** For an API that wants a token of its own: sent as `<header>: <prefix><token>`. */
  token: z
    .strictObject({
      secretRef: SecretRef,
      header: FreeHeader.default('authorization'),
      prefix: z
        .string()
        .regex(/^[\x21-\x7e]{0,31} ?$/, 'is a word such as Bearer and a space, or nothing')
        .default('Bearer '),
    })
    .optional(),
});
export type ProductConnection = z.infer<typeof ProductConnection>;

function isPlainAddress(text: string): boolean {
  const url = URL.parse(text);
  return (
    url !== null && (url.protocol === 'http:' || url.protocol === 'https:') && url.username + url.password === '' && !/[?#\s]/.test(text)
  );
}
