import { join } from 'node:path';
import { fileVault } from './file-vault.ts';
import { keychainVault, openKeychain, type OpenEntry } from './keychain-vault.ts';
import type { KeyVault } from './key-vault.ts';

export interface VaultEnvironment {
  /** Keeps keys encrypted in this file, though there is a keychain. */
  readonly ATELIER_KEYS_FILE?: string | undefined;
  /** Opens that file where nobody sits to be asked. */
  readonly ATELIER_KEY_PASSPHRASE?: string | undefined;
}

/** The keychain of this computer, or a file in the person's own folder where there is none. It is looked for when the first key is asked about, never before. */
export function openKeyVault(
  environment: VaultEnvironment,
  personFolder: string,
  keychain: () => Promise<OpenEntry | null> = openKeychain,
): KeyVault {
  const set = (value: string | undefined) => (value === undefined || value === '' ? null : value);
  const named = set(environment.ATELIER_KEYS_FILE);
  const inFile = (file: string, why: string) => fileVault({ file, why, passphrase: set(environment.ATELIER_KEY_PASSPHRASE) });
  let found: Promise<KeyVault> | null = null;
  const vault = () =>
    (found ??=
      named !== null
        ? Promise.resolve(inFile(named, ''))
        : keychain().then(entry =>
            entry === null ? inFile(join(personFolder, 'keys.json'), 'This computer has no keychain.') : keychainVault(entry),
          ));
  return {
    state: async () => (await vault()).state(),
    has: async place => (await vault()).has(place),
    read: async place => (await vault()).read(place),
    write: async (place, key) => (await vault()).write(place, key),
    remove: async place => (await vault()).remove(place),
    unlock: async passphrase => (await vault()).unlock(passphrase),
  };
}
