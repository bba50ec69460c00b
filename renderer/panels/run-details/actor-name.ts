/** Who, as one says it: `a partner` for `role:partner`, `Ana` for `user:ana`, `Sage`, `RFP` for `product:rfp`, `Atelier` for the engine itself. */
export function actorName(actor: string): string {
  const [, sort, rest] = /^(user|role|agent|product):(.+)$/.exec(actor) ?? [];
  if (sort === undefined || rest === undefined) return actor === 'system' || actor === '' ? 'Atelier' : actor;
  const words = rest.replaceAll(/[._-]+/g, ' ').trim();
  if (sort === 'role') return `${/^[aeiou]/i.test(words) ? 'an' : 'a'} ${words}`;
  // Short names of products are abbreviations more often than not.
  if (sort === 'product' && words.length <= 3) return words.toUpperCase();
  return capital(words);
}

/** The first letter made a capital one. */
export const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
