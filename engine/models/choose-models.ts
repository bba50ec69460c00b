import { localExtractive } from './local-extractive.ts';
import type { Models } from './model.ts';

/** Which model serves which class: the embedded one where nothing else is set. */
export function chooseModels(_environment: Readonly<Record<string, string | undefined>>): Models {
  const model = localExtractive();
  return () => model;
}
