import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Hash } from '../base/hash.ts';
import { ok, refused, type Result } from '../base/result.ts';
import { signedText, type Checkpoint } from '../trace/checkpoint.ts';

/** Signs checkpoints. The private half never leaves this; where it is kept is the business of who makes one. */
export interface SigningKey {
  /** PEM, SubjectPublicKeyInfo. */
  readonly publicKey: string;
  readonly fingerprint: Hash;
  /** Ed25519, base64. */
  sign(text: string): string;
}

/** Left out of every export, trace and log; readable by its owner alone. */
export const SIGNING_KEY_FILE = 'checkpoint-key';

/** The workspace's own key, made when it is not there. Refused with a sentence when the file cannot be read or made, or is no such key. */
export function openSigningKey(folder: string): Result<SigningKey, string> {
  const file = join(folder, SIGNING_KEY_FILE);
  try {
    if (!existsSync(file)) makeKey(file);
    const key = createPrivateKey(readFileSync(file, 'utf8'));
    if (key.asymmetricKeyType === 'ed25519') return ok(signingKey(key));
  } catch (fault) {
    return refused(
      `The key that signs checkpoints (${file}) cannot be used: ${fault instanceof Error ? fault.message : String(fault)}. Put the file back from a copy, or move it away: then a new key is made, and checkpoints show another fingerprint from then on.`,
    );
  }
  return refused(`${file} is not an Ed25519 key. Move it away: then a new key is made.`);
}

/** Whole or not at all: half a key would be refused for ever. The hidden name is the process's own, since only the owner of a workspace writes in it. */
function makeKey(file: string): void {
  const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' });
  const hidden = `${file}.part`;
  rmSync(hidden, { force: true });
  writeFileSync(hidden, pem, { mode: 0o600, flag: 'wx', flush: true });
  chmodSync(hidden, 0o600); // whatever the umask took away or a filesystem added
  renameSync(hidden, file);
}

export function signingKey(privateKey: KeyObject): SigningKey {
  const publicKey = createPublicKey(privateKey);
  return {
    publicKey: String(publicKey.export({ type: 'spki', format: 'pem' })),
    fingerprint: fingerprintOf(publicKey),
    sign: text => sign(null, Buffer.from(text), privateKey).toString('base64'),
  };
}

/** `openssl pkey -pubin -outform DER | sha256sum` gives the same. */
const fingerprintOf = (publicKey: KeyObject): Hash =>
  Hash.parse(
    `sha256:${createHash('sha256')
      .update(publicKey.export({ type: 'spki', format: 'der' }))
      .digest('hex')}`,
  );

/** Why a checkpoint is not what the key named in it signed; null when it is. Needs nothing but the checkpoint. */
export function signatureProblem({ body, publicKey, signature }: Checkpoint): string | null {
  let key: KeyObject;
  try {
    key = createPublicKey(publicKey);
  } catch {
    return 'its public key cannot be read';
  }
  if (key.asymmetricKeyType !== 'ed25519') return 'its public key is not an Ed25519 key';
  if (fingerprintOf(key) !== body.keyFingerprint) return 'its public key is not the one whose fingerprint it names';
  return verify(null, Buffer.from(signedText(body)), key, Buffer.from(signature, 'base64')) ? null : 'its signature does not fit';
}
