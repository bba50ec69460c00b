import { z } from 'zod';
import { addressFault } from './address.ts';
import { MODEL_CLASSES } from './model.ts';
import { RemoteProvider } from './provider.ts';

/** Under which a key is kept; two accounts at one provider have two names. */
export const KeyName = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/, 'A key’s name is made of small letters, digits, dots and dashes.');
export type KeyName = z.infer<typeof KeyName>;

const Address = z
  .string()
  .max(500)
  .superRefine((address, context) => {
    const fault = addressFault(address);
    if (fault !== null) context.addIssue({ code: 'custom', message: fault });
  });

/** Whose key is meant: a provider's, at its own address or another, under a name. */
export const KeyOwner = z.strictObject({
  provider: RemoteProvider,
  /** Up to and with the version, e.g. `http://127.0.0.1:11434/v1`; absent: the provider's own. */
  baseUrl: Address.optional(),
  /** Absent: the provider's name. */
  key: KeyName.optional(),
});
export type KeyOwner = z.infer<typeof KeyOwner>;

/** A pinned model at a provider, and how it is asked. */
export const RemoteChoice = z
  .strictObject({
    ...KeyOwner.shape,
    /** Pinned: the version is part of the name, so that it stays the same model. */
    modelId: z
      .string()
      .min(1)
      .max(200)
      .regex(/^[^\s\p{Cc}]+$/u, 'A model’s id has no spaces.'),
    /** Tokens of one answer at most, thinking included; null leaves it to the provider. */
    maxOutputTokens: z.int().min(1).max(1_000_000).nullable().default(8192),
    /** Null sends none. */
    temperature: z.number().min(0).max(2).nullable().default(0),
    /** Takes the answer in pieces as it is written: for servers and proxies that cut long silences. The answer is the same. */
    stream: z.boolean().default(false),
    /** `schema`: the provider holds the answer to the skill's schema; `prompt`: it is only told, for servers that know no schemas. */
    structured: z.enum(['schema', 'prompt']).default('schema'),
    timeoutMs: z.int().min(1000).max(3_600_000).default(120_000),
  })
  .refine(({ provider, baseUrl }) => provider !== 'openai-compatible' || baseUrl !== undefined, {
    path: ['baseUrl'],
    message: 'An OpenAI-compatible server needs its address, such as http://127.0.0.1:11434/v1.',
  });
export type RemoteChoice = z.infer<typeof RemoteChoice>;

export const ModelChoice = z.discriminatedUnion('provider', [z.strictObject({ provider: z.literal('local-extractive') }), RemoteChoice]);
export type ModelChoice = z.infer<typeof ModelChoice>;

/** Millionths of a US dollar. Null sets no limit. */
const Limit = z.int().nonnegative().max(1_000_000_000_000).nullable();

export const SpendingLimits = z.strictObject({ perRunMicroUsd: Limit, perDayMicroUsd: Limit });
export type SpendingLimits = z.infer<typeof SpendingLimits>;

/** Where nobody has said otherwise: enough for everyday work, and a loop gone wrong stays affordable. */
export const DEFAULT_LIMITS: SpendingLimits = { perRunMicroUsd: 5_000_000, perDayMicroUsd: 25_000_000 };

/** US dollars for a million tokens. */
const Rate = z.number().nonnegative().max(100_000);

/** A price that a person has entered; it stands before the shipped table's. */
export const OwnPrice = z.strictObject({
  provider: RemoteProvider,
  modelId: z.string().min(1).max(200),
  input: Rate,
  output: Rate,
  /** Of input that the provider had kept; absent: as other input. */
  cacheRead: Rate.optional(),
  /** Where the figures come from: a page, a contract. */
  source: z.string().min(1).max(500),
  /** When they were looked up. */
  date: z.iso.date(),
});
export type OwnPrice = z.infer<typeof OwnPrice>;

/** Which model answers for which class, what may be spent, and what things cost: `models` in `workspace.json`. Holds no secret: keys are named. */
export const ModelSettings = z.strictObject({
  classes: z.partialRecord(z.enum(MODEL_CLASSES), ModelChoice).optional(),
  limits: SpendingLimits.optional(),
  prices: z.array(OwnPrice).max(500).optional(),
});
export type ModelSettings = z.infer<typeof ModelSettings>;

export const NO_MODEL_SETTINGS: ModelSettings = {};
