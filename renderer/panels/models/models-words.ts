import type { ClassView, ModelsView } from '../../../engine/contract/models.ts';

/** For people; the classes' names in code and files are the same words. */
export const classTitle = (modelClass: string): string => modelClass.charAt(0).toUpperCase() + modelClass.slice(1);

/** What the choice of models means for the workspace's evidence: who sees it, and what it costs. */
export function meaningOf({ classes }: Pick<ModelsView, 'classes'>): string {
  const outside = classes.flatMap(({ modelClass, remote }) => (remote === null ? [] : [{ modelClass, remote }]));
  if (outside.length === 0)
    return 'The local model answers for all classes. It takes its sentences from the evidence and writes none of its own; it needs no key and no network, costs nothing, and nothing leaves this computer. For drafts in a model’s own words, choose a provider below.';
  const who = [
    ...new Set(outside.map(({ remote }) => `${remote.title.endsWith('server') ? 'the ' : ''}${remote.title} (${hostOf(remote.address)})`)),
  ];
  const whose =
    outside.length === classes.length
      ? 'every class'
      : `the class${outside.length === 1 ? '' : 'es'} ${listed(outside.map(({ modelClass }) => modelClass))}`;
  return `Steps of ${whose} send their prompt and evidence to ${listed(who)}. ${outside.length === classes.length ? '' : 'All others are answered by the local model, on this computer and for nothing.'}`.trim();
}

/** Who answers for a class, in a line. */
export function choiceLine({ choice, by, remote }: ClassView): string {
  if (choice.provider === 'local-extractive' || remote === null) return 'Local model';
  return `${remote.title} · ${choice.modelId}${by === 'environment' ? ' · set by the environment' : ''}`;
}

/** How its key stands, in two or three words, and whether that is well. */
export function keyLine(remote: NonNullable<ClassView['remote']>): { readonly words: string; readonly isWell: boolean } {
  switch (remote.key.kind) {
    case 'set':
      return { words: 'Key set', isWell: true };
    case 'environment':
      return { words: `Key from ${remote.key.variable}`, isWell: true };
    case 'not-set':
      return remote.key.needed ? { words: 'Key not set', isWell: false } : { words: 'No key', isWell: true };
    case 'unreadable':
      return { words: 'Key cannot be read', isWell: false };
  }
}

/** `$3.00 in, $15.00 out`: for a million tokens; null where nothing is known. */
export function priceLine(price: NonNullable<ClassView['remote']>['price']): string | null {
  return price === null ? null : `${rate(price.input)} in, ${rate(price.output)} out`;
}

/** A price for a million tokens, with as many places as it has. */
export const rate = (usd: number): string => `$${usd.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 6 })}`;

/** Dollars as typed, in millionths; null for nothing, undefined for what is no sum of money. */
export function microUsdOf(text: string): number | null | undefined {
  const bare = text.trim().replace(/^\$/, '').replace(',', '.').trim();
  if (bare === '') return null;
  if (!/^\d+(?:\.\d{1,6})?$/.test(bare)) return undefined;
  const microUsd = Math.round(Number(bare) * 1_000_000);
  return microUsd <= 1_000_000_000_000 ? microUsd : undefined;
}

/** Millionths as a field shows them: `5`, `0.25`; nothing for no limit. */
export const dollarsText = (microUsd: number | null): string => (microUsd === null ? '' : String(Math.round(microUsd) / 1_000_000));

function hostOf(address: string): string {
  try {
    return new URL(address).host;
  } catch {
    return address;
  }
}

const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
