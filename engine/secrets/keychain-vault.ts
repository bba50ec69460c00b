import { ok, refused, type Result } from '../base/result.ts';
import { accountOf, type KeyPlace, type KeyVault, type VaultProblem } from './key-vault.ts';

const SERVICE = 'Atelier Studio';

/** The part of a keychain's entry that is used. Each call throws when the keychain refuses. */
export interface KeychainEntry {
  getPassword(): Promise<string | null | undefined>;
  setPassword(secret: string): Promise<void>;
  deleteCredential(): Promise<boolean>;
}

export type OpenEntry = (service: string, account: string) => KeychainEntry;

/** Keys in the keychain of the person's account: macOS Keychain, Windows Credential Manager, the Secret Service of a Linux desktop. */
export function keychainVault(openEntry: OpenEntry): KeyVault {
  const told = async <Value>(work: () => Promise<Value>): Promise<Result<Value, VaultProblem>> => {
    try {
      return ok(await work());
    } catch (fault) {
      return refused({
        kind: 'unreadable',
        sentence: `The keychain of this computer does not answer: ${fault instanceof Error ? fault.message : String(fault)}. Unlock it, and try again.`,
      });
    }
  };
  const entry = (place: KeyPlace) => openEntry(SERVICE, accountOf(place));
  const read = (place: KeyPlace) => told(async () => (await entry(place).getPassword()) ?? null);
  return {
    state: () =>
      Promise.resolve({
        kind: 'keychain',
        lock: 'open',
        sentence: 'Keys are kept in the keychain of this computer, under “Atelier Studio”.',
      }),
    async has(place) {
      const key = await read(place);
      return key.ok ? ok(key.value !== null) : key;
    },
    read,
    write: (place, key) =>
      told(async () => {
        await entry(place).setPassword(key);
        return null;
      }),
    remove: place => told(() => entry(place).deleteCredential()),
    unlock: () => Promise.resolve(ok(null)),
  };
}

/** The keychain of this computer, or null where there is none that answers. On Linux the Secret Service alone counts: the kernel's own keyring forgets all at a restart. */
export async function openKeychain(): Promise<OpenEntry | null> {
  try {
    const { AsyncEntry } = await import('@napi-rs/keyring');
    const open: OpenEntry = (service, account) => new AsyncEntry(service, account, { linux: { store: 'secret-service' } });
    await open(SERVICE, 'is anybody there').getPassword();
    return open;
  } catch {
    // No machine code for this computer, no desktop, no keychain: each means that keys are kept in a file.
    return null;
  }
}
