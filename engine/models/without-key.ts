/** A provider's words without the key, whole or in the form that some repeat it in: its beginning, stars, its end. */
export function withoutKey(text: string, apiKey: string | null): string {
  const bare = text.replace(LIKE_A_KEY, '•••');
  if (apiKey === null || apiKey === '') return bare;
  return bare.replaceAll(apiKey, '•••').replaceAll(encodeURIComponent(apiKey), '•••');
}

/** How keys of the known providers begin. */
const LIKE_A_KEY = /\b(?:sk-|AIza|AQ\.)[\w*.-]{6,}/g;
