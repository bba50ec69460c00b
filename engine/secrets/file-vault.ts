import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { ok, refused, type Result } from '../base/result.ts';
import { accountOf, type KeyPlace, type KeyVault, type VaultProblem } from './key-vault.ts';
import { newStretching, seal, Sealed, stretch, Stretching, unseal } from './sealed-keys.ts';
import { writePrivately } from './write-privately.ts';

/** The whole file. Names and servers of keys are legible, so that a screen can say which are set; the keys are not. */
const SealedFile = z.strictObject({
  format: z.literal('atelier-keys/1'),
  stretching: Stretching,
  /** Opens with the right passphrase, and holds nothing. */
  proof: Sealed,
  keys: z.record(z.string().max(600), Sealed),
});
type SealedFile = z.infer<typeof SealedFile>;

const PROOF = 'atelier-keys/1 proof';

export interface FileVaultNeeds {
  readonly file: string;
  /** Where the passphrase stands for programs that run unattended; null when it has to be given. */
  readonly passphrase: string | null;
  /** Why keys are kept here and not in a keychain, as a sentence; empty when it was asked for. */
  readonly why?: string;
  /** How often the passphrase is stretched, a power of two: 2^17 takes a third of a second and 128 MB. */
  readonly cost?: number;
}

/**
 * Keys in one file of the person's account, for computers without a keychain: each sealed with AES-256-GCM under a key that scrypt makes of a passphrase,
 * readable by its owner alone. The passphrase is kept nowhere; the key made of it stays in the memory of the process that was given it.
 */
export function fileVault({ file, passphrase, why = '', cost = 2 ** 17 }: FileVaultNeeds): KeyVault {
  let open: { readonly salt: string; readonly key: Buffer } | null = null;
  let writing: Promise<unknown> = Promise.resolve();

  const load = async (): Promise<Result<SealedFile | null, VaultProblem>> => {
    try {
      return ok(SealedFile.parse(JSON.parse(await readFile(file, 'utf8'))));
    } catch (fault) {
      if (fault instanceof Error && 'code' in fault && fault.code === 'ENOENT') return ok(null);
      const why = fault instanceof z.ZodError || fault instanceof SyntaxError ? 'it is no file of keys, or was changed' : wordsOf(fault);
      return refused({
        kind: 'unreadable',
        sentence: `The file of keys ${file} cannot be read: ${why}. Put it back from a copy, or move it away and set the keys again.`,
      });
    }
  };

  const keyOf = async (sealed: SealedFile): Promise<Result<Buffer, VaultProblem>> => {
    if (open?.salt === sealed.stretching.salt) return ok(open.key);
    if (passphrase === null) return refused({ kind: 'locked', sentence: LOCKED });
    return tryPassphrase(sealed, passphrase);
  };

  const tryPassphrase = async (sealed: SealedFile, given: string): Promise<Result<Buffer, VaultProblem>> => {
    const key = await stretch(given, sealed.stretching);
    if (unseal(key, PROOF, sealed.proof) === null)
      return refused({
        kind: 'wrong-passphrase',
        sentence: `This is not the passphrase that the file of keys (${file}) was made with. Try again.`,
      });
    open = { salt: sealed.stretching.salt, key };
    return ok(key);
  };

  /** A new file under this passphrase. */
  const begin = async (given: string): Promise<Result<SealedFile, VaultProblem>> => {
    if (given.length < MIN_PASSPHRASE)
      return refused({
        kind: 'wrong-passphrase',
        sentence: `A passphrase has at least ${MIN_PASSPHRASE} characters. A few words are best.`,
      });
    const stretching = newStretching(cost);
    const key = await stretch(given, stretching);
    open = { salt: stretching.salt, key };
    const sealed: SealedFile = { format: 'atelier-keys/1', stretching, proof: seal(key, PROOF, ''), keys: {} };
    const saved = await save(sealed);
    return saved.ok ? ok(sealed) : saved;
  };

  const save = async (sealed: SealedFile): Promise<Result<null, VaultProblem>> => {
    try {
      await mkdir(dirname(file), { recursive: true, mode: 0o700 });
      await writePrivately(file, `${JSON.stringify(sealed, null, 1)}\n`);
      return ok(null);
    } catch (fault) {
      return refused({
        kind: 'unreadable',
        sentence: `The file of keys ${file} cannot be written: ${wordsOf(fault)}. The keys stand as they were.`,
      });
    }
  };

  /** One change after the other, each on what the file says then. */
  const change = async <Value>(work: () => Promise<Result<Value, VaultProblem>>): Promise<Result<Value, VaultProblem>> => {
    const done = writing.then(work);
    writing = done.catch(() => undefined);
    return done;
  };

  return {
    async state() {
      const sealed = await load();
      if (!sealed.ok) return { kind: 'file', lock: 'locked', sentence: sealed.error.sentence };
      const isOpen = passphrase !== null || (sealed.value !== null && open?.salt === sealed.value.stretching.salt);
      const lock = isOpen ? 'open' : sealed.value === null ? 'new' : 'locked';
      return { kind: 'file', lock, sentence: `${why}${why === '' ? '' : ' '}Keys are kept encrypted in ${file}.` };
    },
    async has(place) {
      const sealed = await load();
      return sealed.ok ? ok(sealed.value !== null && Object.hasOwn(sealed.value.keys, accountOf(place))) : sealed;
    },
    async read(place) {
      const sealed = await load();
      if (!sealed.ok) return sealed;
      const kept = sealedFor(sealed.value, place);
      if (sealed.value === null || kept === undefined) return ok(null);
      const key = await keyOf(sealed.value);
      if (!key.ok) return key;
      const secret = unseal(key.value, accountOf(place), kept);
      if (secret !== null) return ok(secret);
      return refused({ kind: 'unreadable', sentence: `The key “${place.name}” in ${file} was changed from outside. Set it again.` });
    },
    write: (place, secret) =>
      change(async () => {
        const loaded = await load();
        if (!loaded.ok) return loaded;
        if (loaded.value === null && passphrase === null) return refused({ kind: 'locked', sentence: NEW });
        const sealed = loaded.value === null ? await begin(passphrase ?? '') : ok(loaded.value);
        if (!sealed.ok) return sealed;
        const key = await keyOf(sealed.value);
        if (!key.ok) return key;
        const account = accountOf(place);
        return save({ ...sealed.value, keys: { ...sealed.value.keys, [account]: seal(key.value, account, secret) } });
      }),
    remove: place =>
      change(async () => {
        const sealed = await load();
        if (!sealed.ok) return sealed;
        if (sealed.value === null || sealedFor(sealed.value, place) === undefined) return ok(false);
        const { [accountOf(place)]: _gone, ...keys } = sealed.value.keys;
        const saved = await save({ ...sealed.value, keys });
        return saved.ok ? ok(true) : saved;
      }),
    unlock: given =>
      change(async () => {
        const sealed = await load();
        if (!sealed.ok) return sealed;
        const opened = sealed.value === null ? await begin(given) : await tryPassphrase(sealed.value, given);
        return opened.ok ? ok(null) : opened;
      }),
  };
}

const MIN_PASSPHRASE = 8;
const LOCKED = 'The file of keys is locked. Give its passphrase in Settings, under Models, or in ATELIER_KEY_PASSPHRASE.';
const NEW = 'There is no file of keys yet. Choose a passphrase for it in Settings, under Models, or set ATELIER_KEY_PASSPHRASE.';

const sealedFor = (sealed: SealedFile | null, place: KeyPlace): Sealed | undefined => {
  const account = accountOf(place);
  return sealed !== null && Object.hasOwn(sealed.keys, account) ? sealed.keys[account] : undefined;
};

const wordsOf = (fault: unknown): string => (fault instanceof Error ? fault.message : String(fault));
