import { nearestName } from './nearest-name.ts';

/**
 * Names that may be meant by one that is not there: the nearest, else those that share a word with it, in their order. When nothing is written
 * yet, the only one there is, or up to three where there are no more.
 */
export function likeliest(name: string, names: readonly string[]): readonly string[] {
  if (name.trim() === '' || /^(?:user|role):?$/.test(name)) return names.length <= 3 ? names : [];
  const near = nearestName(name, names);
  if (near !== null) return [near];
  const words = new Set(wordsOf(name));
  const found = names.filter(other => wordsOf(other).some(word => words.has(word)));
  return found.length > 0 || names.length > 3 ? found : names;
}

const wordsOf = (name: string): readonly string[] =>
  name
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(word => word.length > 2 && word !== 'role' && word !== 'user');
