import { oc } from '@orpc/contract';
import { z } from 'zod';
import { Hash } from '../base/hash.ts';
import { MODEL_CLASSES } from '../models/model.ts';
import { KeyName, KeyOwner, ModelChoice, OwnPrice, SpendingLimits } from '../models/model-settings.ts';
import { RemoteProvider } from '../models/provider.ts';

export { KeyOwner, ModelChoice, OwnPrice, SpendingLimits } from '../models/model-settings.ts';

export const ModelClassName = z.enum(MODEL_CLASSES);
export type ModelClassName = z.infer<typeof ModelClassName>;

/** Whether a call has its key. The key itself never crosses this door outwards. */
export const KeyStateView = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('set') }),
  /** `needed` false: the server may well want none. */
  z.object({ kind: z.literal('not-set'), needed: z.boolean() }),
  z.object({ kind: z.literal('environment'), variable: z.string() }),
  z.object({ kind: z.literal('unreadable'), sentence: z.string() }),
]);
export type KeyStateView = z.infer<typeof KeyStateView>;

/** US dollars for a million tokens. */
export const PriceView = z.object({
  hash: Hash,
  provider: RemoteProvider,
  modelId: z.string(),
  input: z.number(),
  output: z.number(),
  cacheRead: z.number().nullable(),
  /** What costs otherwise, in words. */
  more: z.string().nullable(),
  source: z.string(),
  date: z.string(),
  by: z.enum(['you', 'table']),
});
export type PriceView = z.infer<typeof PriceView>;

export const ClassView = z.object({
  modelClass: ModelClassName,
  /** What skills ask it for, as a sentence. */
  purpose: z.string(),
  choice: ModelChoice,
  by: z.enum(['settings', 'environment', 'default']),
  /** Of a model outside; null of the local one. */
  remote: z
    .object({
      title: z.string(),
      address: z.string(),
      keyName: KeyName,
      key: KeyStateView,
      price: PriceView.nullable(),
      /** What an operator should know before it is used, as sentences. */
      warnings: z.array(z.string()),
    })
    .nullable(),
});
export type ClassView = z.infer<typeof ClassView>;

export const ProviderView = z.object({
  provider: RemoteProvider,
  title: z.string(),
  /** Null where there is no usual one. */
  address: z.string().nullable(),
  needsKey: z.boolean(),
  modelExample: z.string(),
});
export type ProviderView = z.infer<typeof ProviderView>;

export const ModelsView = z.object({
  classes: z.array(ClassView),
  providers: z.array(ProviderView),
  vault: z.object({ kind: z.enum(['keychain', 'file']), lock: z.enum(['open', 'locked', 'new']), sentence: z.string() }),
  limits: SpendingLimits,
  todayMicroUsd: z.int(),
  /** Entered by a person, in the order of entering. */
  ownPrices: z.array(OwnPrice),
  /** The table that counts for all others. */
  table: z.object({ name: z.string(), version: z.string(), date: z.string() }),
  /** Why what stands in the settings' file now does not count; null when it does. */
  problem: z.string().nullable(),
});
export type ModelsView = z.infer<typeof ModelsView>;

const refusal = { REFUSED: { data: z.object({ sentence: z.string() }), message: 'This was not changed.' } };

/** What came of asking a model; money in millionths of a dollar. */
export const ConnectionTestView = z.object({ ok: z.boolean(), sentence: z.string(), costMicroUsd: z.int() });
export type ConnectionTestView = z.infer<typeof ConnectionTestView>;

/** Each change answers with the whole picture after it. */
export const modelsContract = {
  read: oc.output(ModelsView),
  /** Null takes a setting back. */
  choose: oc
    .input(z.object({ classes: z.array(ModelClassName).min(1), choice: ModelChoice.nullable() }))
    .output(ModelsView)
    .errors(refusal),
  setLimits: oc.input(SpendingLimits).output(ModelsView).errors(refusal),
  setPrice: oc.input(OwnPrice).output(ModelsView).errors(refusal),
  removePrice: oc
    .input(OwnPrice.pick({ provider: true, modelId: true }))
    .output(ModelsView)
    .errors(refusal),
  /** Goes in and never comes out again. */
  setKey: oc
    .input(z.object({ of: KeyOwner, key: z.string().max(5000) }))
    .output(ModelsView)
    .errors(refusal),
  removeKey: oc
    .input(z.object({ of: KeyOwner }))
    .output(ModelsView)
    .errors(refusal),
  /** Opens the file of keys for as long as the host runs, or begins a new one. */
  unlock: oc
    .input(z.object({ passphrase: z.string().max(1000) }))
    .output(ModelsView)
    .errors(refusal),
  /** Asks the model of a class one small question. */
  test: oc.input(z.object({ modelClass: ModelClassName })).output(ConnectionTestView),
};
