import { ok, refused, type Result } from './base/result.ts';
import type { StepError } from './base/step-error.ts';
import { isNear, mayCarryKey, originOf } from './models/address.ts';
import type { Chosen, ModelEnvironment } from './models/choose-models.ts';
import type { ModelClass } from './models/model.ts';
import type { KeyOwner, ModelChoice, ModelSettings, OwnPrice, RemoteChoice, SpendingLimits } from './models/model-settings.ts';
import { PROVIDER_FACTS } from './models/provider.ts';
import { addressOf } from './models/remote-model.ts';
import type { KnownServers } from './known-servers.ts';
import type { KeyPlace, KeyVault } from './secrets/key-vault.ts';
import type { ModelSettingsFile } from './model-settings-file.ts';

/** Whether a call to a model has its key, for a person. The key itself is never told. */
export type KeyState =
  | { readonly kind: 'set' }
  | { readonly kind: 'not-set'; readonly needed: boolean }
  | { readonly kind: 'environment'; readonly variable: string }
  | { readonly kind: 'unreadable'; readonly sentence: string };

/** Where models, keys, prices and limits are set; what is changed counts from the next call on. Refused with a sentence. */
export interface ModelDesk {
  readonly settings: () => ModelSettings;
  /** Why what stands in the settings' file now is not used; null when it is. */
  readonly problem: () => string | null;
  readonly environment: ModelEnvironment;
  readonly vault: KeyVault;
  /** Null takes the setting back. */
  choose(classes: readonly ModelClass[], choice: ModelChoice | null): Promise<Result<null, string>>;
  setLimits(limits: SpendingLimits): Promise<Result<null, string>>;
  /** In place of an earlier one for the same model. */
  setPrice(price: OwnPrice): Promise<Result<null, string>>;
  removePrice(of: Pick<OwnPrice, 'provider' | 'modelId'>): Promise<Result<null, string>>;
  /** False of a server in the world outside that the workspace brings along and this person never chose: nothing is sent there. */
  isAgreed(chosen: { readonly choice: RemoteChoice; readonly by: Chosen['by'] }): boolean;
  keyState(chosen: { readonly choice: RemoteChoice; readonly by: Chosen['by'] }): Promise<KeyState>;
  /** For the one call that needs it. */
  keyOf(chosen: { readonly choice: RemoteChoice; readonly by: Chosen['by'] }): Promise<Result<string | null, StepError>>;
  setKey(of: KeyOwner, key: string): Promise<Result<null, string>>;
  /** Opens the file of keys, or begins one; nothing to be done for a keychain. */
  unlock(passphrase: string): Promise<Result<null, string>>;
  /** False when there was none. */
  removeKey(of: KeyOwner): Promise<Result<boolean, string>>;
}

export interface DeskNeeds {
  readonly file: ModelSettingsFile;
  readonly vault: KeyVault;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly servers: KnownServers;
  /** Whether the person trusts what the workspace brings along. */
  readonly isTrusted: () => boolean;
}

export function openModelDesk({ file, vault, environment, servers, isTrusted }: DeskNeeds): ModelDesk {
  const fromEnvironment = ({ choice, by }: { readonly choice: RemoteChoice; readonly by: Chosen['by'] }): string | null =>
    by === 'environment' ? 'ATELIER_MODEL_KEY' : usualVariable(choice);
  const inEnvironment = (variable: string | null): string | null => {
    const key = variable === null || !Object.hasOwn(environment, variable) ? undefined : environment[variable]?.trim();
    return key === undefined || key === '' ? null : key;
  };
  /** Where this person wants to ask, for every workspace. */
  const note = async (of: KeyOwner): Promise<Result<null, string>> => {
    if (isOwnAddress(of) || isNear(addressOf(of))) return ok(null);
    try {
      await servers.add(originOf(addressOf(of)));
      return ok(null);
    } catch (fault) {
      return refused(
        `That you chose ${addressOf(of)} cannot be noted: ${fault instanceof Error ? fault.message : String(fault)}. Nothing is sent there until it is: choose it again.`,
      );
    }
  };
  const isAgreed: ModelDesk['isAgreed'] = ({ choice, by }) =>
    by !== 'settings' || isOwnAddress(choice) || isNear(addressOf(choice)) || isTrusted() || servers.has(originOf(addressOf(choice)));
  const change = (edit: (settings: ModelSettings) => ModelSettings) => file.change(edit);

  return {
    settings: () => file.read(),
    problem: () => file.problem(),
    environment,
    vault,
    async choose(classes, choice) {
      // Begun before anything is waited for, so that changes take place in the order in which they were asked for.
      const done = change(settings => {
        const kept = Object.entries(settings.classes ?? {}).filter(([name]) => !classes.some(each => each === name));
        const chosen = choice === null ? [] : classes.map(each => [each, choice] as const);
        return { ...settings, classes: Object.fromEntries([...kept, ...chosen]) };
      });
      const noted = choice === null || choice.provider === 'local-extractive' ? ok(null) : await note(choice);
      const changed = await done;
      return changed.ok ? noted : changed;
    },
    setLimits: limits => change(settings => ({ ...settings, limits })),
    setPrice: price => change(settings => ({ ...settings, prices: [...otherPrices(settings, price), price] })),
    removePrice: of => change(settings => ({ ...settings, prices: otherPrices(settings, of) })),

    isAgreed,

    async keyState(chosen) {
      const variable = fromEnvironment(chosen);
      const kept = chosen.by === 'environment' ? ok(false) : await vault.has(placeOf(chosen.choice));
      if (!kept.ok) return { kind: 'unreadable', sentence: kept.error.sentence };
      if (kept.value) return { kind: 'set' };
      return variable !== null && inEnvironment(variable) !== null
        ? { kind: 'environment', variable }
        : { kind: 'not-set', needed: needsKey(chosen.choice) };
    },

    async keyOf(chosen) {
      const { choice } = chosen;
      if (!isAgreed(chosen)) return refused({ class: 'policy', code: 'unknown_server', message: notAgreed(choice) });
      const kept = chosen.by === 'environment' ? ok(null) : await vault.read(placeOf(choice));
      if (!kept.ok) return refused({ class: 'auth', code: `key_${kept.error.kind}`, message: kept.error.sentence });
      const key = kept.value ?? inEnvironment(fromEnvironment(chosen));
      if (key === null && needsKey(choice)) return refused({ class: 'auth', code: 'no_key', message: noKey(choice) });
      if (key !== null && !KEY.test(key))
        return refused({ class: 'auth', code: 'key_unusable', message: `The key for ${choice.modelId} cannot be sent: ${KEY_RULE}` });
      if (key !== null && !mayCarryKey(addressOf(choice)))
        return refused({
          class: 'auth',
          code: 'key_unencrypted',
          message: `The key is not sent to ${addressOf(choice)}, because anybody on the way could read it. Give the address with https://.`,
        });
      return ok(key);
    },

    async setKey(of, key) {
      const bare = key.trim();
      if (!KEY.test(bare)) return refused(`This is no key: ${KEY_RULE}`);
      if (addressOf(of) === '') return refused(NO_ADDRESS);
      const written = await vault.write(placeOf(of), bare);
      return written.ok ? written : refused(written.error.sentence);
    },
    async unlock(passphrase) {
      const opened = await vault.unlock(passphrase);
      return opened.ok ? opened : refused(opened.error.sentence);
    },
    async removeKey(of) {
      if (addressOf(of) === '') return refused(NO_ADDRESS);
      const removed = await vault.remove(placeOf(of));
      return removed.ok ? removed : refused(removed.error.sentence);
    },
  };
}

/** As it goes into a header, and within what every keychain holds. */
const KEY = /^[\x21-\x7e]{1,1200}$/;
const KEY_RULE = 'a key has no spaces and no letters with accents, and at most 1,200 characters.';

const NO_ADDRESS = 'A key belongs to one server: say at which address it stands, such as http://127.0.0.1:11434/v1.';

/** Where a choice's key is kept. */
export const placeOf = (choice: KeyOwner): KeyPlace => ({
  name: choice.key ?? choice.provider,
  origin: originOf(addressOf(choice)),
});

const isOwnAddress = (choice: KeyOwner): boolean => {
  const { address } = PROVIDER_FACTS[choice.provider];
  return address !== null && originOf(address) === originOf(addressOf(choice));
};

/** A server of one's own may want none; it says so itself. */
const needsKey = (choice: RemoteChoice): boolean => PROVIDER_FACTS[choice.provider].needsKey && isOwnAddress(choice);

/** The variable that a provider's own tools read: believed for its own address only, and where no other key is named. */
const usualVariable = (choice: RemoteChoice): string | null =>
  isOwnAddress(choice) && choice.key === undefined ? PROVIDER_FACTS[choice.provider].keyVariable : null;

const noKey = ({ provider, modelId }: RemoteChoice): string =>
  `No key is set for ${PROVIDER_FACTS[provider].title}, which ${modelId} needs. Set it in Settings, under Models, or with: atelier model key set ${provider}. Or choose the local model, which needs none.`;

/** What an operator is told of an address that came with the workspace. */
export const notAgreed = (choice: RemoteChoice): string =>
  `The settings of this workspace send evidence to ${addressOf(choice)}, and you never chose that server on this computer. So nothing was sent. If it is right, choose it yourself in Settings, under Models.`;

const otherPrices = ({ prices = [] }: ModelSettings, of: Pick<OwnPrice, 'provider' | 'modelId'>): OwnPrice[] =>
  prices.filter(({ provider, modelId }) => provider !== of.provider || modelId !== of.modelId);
