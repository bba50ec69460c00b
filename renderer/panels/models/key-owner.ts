import type { KeyOwner, ModelChoice } from '../../../engine/contract/models.ts';

/** Whose key a choice is asked with: the provider's at its address, under its name. */
export const ownerOf = ({ provider, baseUrl, key }: Exclude<ModelChoice, { provider: 'local-extractive' }>): KeyOwner => ({
  provider,
  ...(baseUrl !== undefined && { baseUrl }),
  ...(key !== undefined && { key }),
});
