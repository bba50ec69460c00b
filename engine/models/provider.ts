import { z } from 'zod';

/** Who may answer for a model class: the embedded model, or a provider outside. As it stands on every ledger row. */
export const PROVIDERS = ['local-extractive', 'anthropic', 'openai', 'google', 'openai-compatible'] as const;
export const Provider = z.enum(PROVIDERS);
export type Provider = z.infer<typeof Provider>;

/** A provider that is asked over the network. */
export const RemoteProvider = Provider.exclude(['local-extractive']);
export type RemoteProvider = z.infer<typeof RemoteProvider>;

export interface ProviderFacts {
  /** For people. */
  readonly title: string;
  /** Where it answers unless another address is given; null where there is no usual one. */
  readonly address: string | null;
  /** False where a server may well want none. */
  readonly needsKey: boolean;
  /** The variable that its own tools read; only believed for its own address. */
  readonly keyVariable: string | null;
  /** How a model id looks there, as an example beside the field. */
  readonly modelExample: string;
}

export const PROVIDER_FACTS: Readonly<Record<RemoteProvider, ProviderFacts>> = {
  anthropic: {
    title: 'Anthropic',
    address: 'https://api.anthropic.com/v1',
    needsKey: true,
    keyVariable: 'ANTHROPIC_API_KEY',
    modelExample: 'claude-haiku-4-5-20251001',
  },
  openai: {
    title: 'OpenAI',
    address: 'https://api.openai.com/v1',
    needsKey: true,
    keyVariable: 'OPENAI_API_KEY',
    modelExample: 'gpt-4.1-mini-2025-04-14',
  },
  google: {
    title: 'Google',
    address: 'https://generativelanguage.googleapis.com/v1beta',
    needsKey: true,
    keyVariable: 'GOOGLE_GENERATIVE_AI_API_KEY',
    modelExample: 'gemini-2.5-flash',
  },
  'openai-compatible': {
    title: 'OpenAI-compatible server',
    address: null,
    needsKey: false,
    keyVariable: null,
    modelExample: 'qwen3:8b',
  },
};
