import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { z } from 'zod';

const Base64 = z.base64().max(100_000);

/** One secret, sealed with AES-256-GCM; the account it belongs to is sealed with it, so that no two can be exchanged. */
export const Sealed = z.strictObject({ iv: Base64, tag: Base64, text: Base64 });
export type Sealed = z.infer<typeof Sealed>;

/** How the passphrase becomes a key. Bounded: a file from elsewhere may ask for all the memory there is. */
export const Stretching = z.strictObject({
  name: z.literal('scrypt'),
  salt: Base64,
  /** A power of two. */
  cost: z
    .int()
    .min(2 ** 10)
    .max(2 ** 18)
    .refine(cost => Number.isInteger(Math.log2(cost)), 'The cost is no power of two.'),
  blockSize: z.int().min(1).max(16),
  parallel: z.int().min(1).max(4),
});
export type Stretching = z.infer<typeof Stretching>;

export const newStretching = (cost: number): Stretching => ({
  name: 'scrypt',
  salt: randomBytes(16).toString('base64'),
  cost,
  blockSize: 8,
  parallel: 1,
});

const KEY_BYTES = 32;

/** The 256-bit key that a passphrase gives; takes 128 · cost · blockSize bytes of memory, off the main thread. */
export function stretch(passphrase: string, { salt, cost, blockSize, parallel }: Stretching): Promise<Buffer> {
  const options = { N: cost, r: blockSize, p: parallel, maxmem: 256 * cost * blockSize };
  return scryptAsync(passphrase.normalize('NFC'), Buffer.from(salt, 'base64'), KEY_BYTES, options);
}

const scryptAsync = promisify<string, Buffer, number, { N: number; r: number; p: number; maxmem: number }, Buffer>(scrypt);

export function seal(key: Buffer, account: string, secret: string): Sealed {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(account));
  const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return { iv: iv.toString('base64'), tag: cipher.getAuthTag().toString('base64'), text: text.toString('base64') };
}

/** Null when the key is another one, or a bit was changed, or it was sealed for another account. */
export function unseal(key: Buffer, account: string, { iv, tag, text }: Sealed): string | null {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64'), { authTagLength: 16 })
      .setAAD(Buffer.from(account))
      .setAuthTag(Buffer.from(tag, 'base64'));
    return Buffer.concat([decipher.update(Buffer.from(text, 'base64')), decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}
