import type { Result } from '../base/result.ts';

/** A key's place: the name a person gave it, and the server it was set for. It is found for that server alone, so no setting can send it elsewhere. */
export interface KeyPlace {
  readonly name: string;
  /** Scheme, host and port, e.g. `https://api.anthropic.com`. */
  readonly origin: string;
}

/** Why the vault does not answer. `sentence` says what, where, what now. */
export interface VaultProblem {
  readonly kind: 'locked' | 'wrong-passphrase' | 'unreadable';
  readonly sentence: string;
}

/** How the vault stands, for a person. */
export interface VaultState {
  readonly kind: 'keychain' | 'file';
  /** `new`: a file that has no passphrase yet. */
  readonly lock: 'open' | 'locked' | 'new';
  /** Where keys are kept, as a sentence. */
  readonly sentence: string;
}

/** Keeps keys where nothing of a workspace is written. What is set comes back for a call only, never for a screen. */
export interface KeyVault {
  state(): Promise<VaultState>;
  /** Whether there is a key; also while the vault is locked. */
  has(place: KeyPlace): Promise<Result<boolean, VaultProblem>>;
  /** Null when there is none. */
  read(place: KeyPlace): Promise<Result<string | null, VaultProblem>>;
  write(place: KeyPlace, key: string): Promise<Result<null, VaultProblem>>;
  /** False when there was none. */
  remove(place: KeyPlace): Promise<Result<boolean, VaultProblem>>;
  /** Opens a locked file for as long as this process lives, and gives a new one its passphrase. A keychain asks by itself. */
  unlock(passphrase: string): Promise<Result<null, VaultProblem>>;
}

/** As the keychain and the file have it. */
export const accountOf = ({ name, origin }: KeyPlace): string => `${name} ${origin}`;
