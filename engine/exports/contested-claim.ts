import { inlineText, type Block, type Inline } from './document-block.ts';

/** What stands between a contested claim and the reason. */
const BETWEEN = ' — ';

/**
 * A line that begins with `⚠ **Contested.**`, taken apart into the claim and the sentence that says why; null for any other line. The reason follows a dash
 * after the end of a sentence; without one it is empty.
 */
export function splitContested(inlines: readonly Inline[]): Extract<Block, { kind: 'contested' }> | null {
  const [first, second] = inlines;
  const hasSign = first?.kind === 'text' && /^⚠\uFE0F?\s*$/.test(first.text);
  const mark = hasSign ? second : first;
  if (mark?.kind !== 'strong' || !/^Contested[.:]$/.test(inlineText(mark.inlines))) return null;
  const said = trimmedStart(inlines.slice(hasSign ? 2 : 1));
  const dashes = said.flatMap((inline, index) =>
    inline.kind === 'text' ? [...inline.text.matchAll(/ — /g)].map(found => ({ index, at: found.index })) : [],
  );
  const split = dashes.find(({ index, at }) => endsSentence(said, index, at)) ?? dashes.at(-1);
  if (split === undefined) return { kind: 'contested', claim: said, reason: [] };
  const text = textAt(said, split.index);
  return {
    kind: 'contested',
    claim: withText(said.slice(0, split.index), text.slice(0, split.at)),
    reason: [...withText([], text.slice(split.at + BETWEEN.length)), ...said.slice(split.index + 1)],
  };
}

const textAt = (inlines: readonly Inline[], index: number): string => {
  const inline = inlines[index];
  return inline?.kind === 'text' ? inline.text : '';
};

const withText = (inlines: readonly Inline[], text: string): readonly Inline[] =>
  text === '' ? inlines : [...inlines, { kind: 'text', text }];

function trimmedStart([first, ...rest]: readonly Inline[]): readonly Inline[] {
  if (first === undefined) return [];
  if (first.kind !== 'text') return [first, ...rest];
  const text = first.text.trimStart();
  return text === '' ? rest : [{ kind: 'text', text }, ...rest];
}

/** A claim may have dashes of its own: the reason's stands after a full stop, a quotation mark or a citation. */
function endsSentence(inlines: readonly Inline[], index: number, at: number): boolean {
  const before = textAt(inlines, index).slice(0, at);
  if (before === '') return inlines[index - 1]?.kind === 'citation';
  return /[.!?…”"’)\]]$/.test(before);
}
