/** Something that can be found by its title. */
export interface Findable {
  readonly key: string;
  readonly title: string;
  /** Its keys, or what it is. */
  readonly hint: string;
  readonly run: () => void;
}

/** Those in whose title every word of `typed` stands; titles that begin with it come first, else the order stays. */
export function found<One extends Pick<Findable, 'title' | 'hint'>>(all: readonly One[], typed: string): readonly One[] {
  const text = typed.trim().toLowerCase();
  const words = text.split(/\s+/).filter(word => word !== '');
  const fits = all.filter(one => words.every(word => `${one.title} ${one.hint}`.toLowerCase().includes(word)));
  const isFirst = (one: One) => one.title.toLowerCase().startsWith(text);
  return [...fits.filter(isFirst), ...fits.filter(one => !isFirst(one))];
}
