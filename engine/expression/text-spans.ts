import type { Span } from './expression-fault.ts';

/** Offsets of what is text literal or comment, in order; the last may be open to the end. */
export function quotedSpans(text: string): readonly (Span & { readonly kind: 'text' | 'comment'; readonly isClosed: boolean })[] {
  const spans: (Span & { kind: 'text' | 'comment'; isClosed: boolean })[] = [];
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '/' && text[at + 1] === '/') {
      const line = text.indexOf('\n', at);
      const end = line === -1 ? text.length : line;
      spans.push({ kind: 'comment', start: at, end, isClosed: line !== -1 });
      at = end;
    } else if (character === '"' || character === "'") {
      const literal = literalAt(text, at, character);
      spans.push({ kind: 'text', start: at, ...literal });
      at = literal.end - 1;
    }
  }
  return spans;
}

function literalAt(text: string, start: number, quote: string): { readonly end: number; readonly isClosed: boolean } {
  const fence = text.startsWith(quote.repeat(3), start) ? quote.repeat(3) : quote;
  const isRaw =
    /[rR][bB]?$/.test(text.slice(Math.max(0, start - 2), start)) && !/[\w$][rR][bB]?$/.test(text.slice(Math.max(0, start - 3), start));
  for (let at = start + fence.length; at < text.length; at++) {
    if (text[at] === '\\' && !isRaw) at++;
    else if (text.startsWith(fence, at)) return { end: at + fence.length, isClosed: true };
  }
  return { end: text.length, isClosed: false };
}

export const holdsComment = (text: string): boolean => quotedSpans(text).some(({ kind }) => kind === 'comment');

/** The text of a node. Brackets around a part stand in no node's span: those that it opens or closes by half are taken in. */
export function balancedText(text: string, { start, end }: Span): string {
  const { opened, closed } = unmatched(text.slice(start, end));
  let [from, to] = [start, end];
  for (let left = closed; left > 0; left--) from = Math.max(0, text.lastIndexOf('(', from - 1));
  for (let left = opened; left > 0; left--) to = text.indexOf(')', to) === -1 ? text.length : text.indexOf(')', to) + 1;
  return text.slice(from, to);
}

function unmatched(text: string): { readonly opened: number; readonly closed: number } {
  const quoted = quotedSpans(text);
  let opened = 0;
  let closed = 0;
  for (let at = 0; at < text.length; at++) {
    const quote = quoted.find(({ start }) => start === at);
    if (quote !== undefined) at = quote.end - 1;
    else if (text[at] === '(') opened++;
    else if (text[at] === ')') {
      if (opened > 0) opened--;
      else closed++;
    }
  }
  return { opened, closed };
}
