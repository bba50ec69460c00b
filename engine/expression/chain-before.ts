import { elementShape, elementValue, knownAt, type KnownHere, type Local } from './known-paths.ts';
import type { ReadPath } from './read-paths.ts';

/** The fields and constant indexes that end at `at`, and where they begin; null when something computed stands there. */
export function chainBefore(text: string, at: number): { readonly path: ReadPath; readonly start: number } | null {
  const path: (string | number)[] = [];
  let end = at;
  for (;;) {
    const before = text.slice(0, end);
    const index = /\[\s*(?:(\d+)|("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|[\w.]+)\s*\]$/.exec(before);
    if (index !== null) {
      // What a computed index finds in a list is like its first element.
      path.unshift(index[2] === undefined ? Number(index[1] ?? 0) : unquoted(index[2]));
      end = index.index;
      continue;
    }
    const name = /[A-Za-z_]\w*$/.exec(before)?.[0];
    if (name === undefined) return null;
    path.unshift(name);
    end -= name.length;
    if (text[end - 1] !== '.') return { path, start: end };
    end--;
  }
}

const unquoted = (literal: string): string => literal.slice(1, -1).replaceAll(/\\(.)/g, '$1');

/** The names that the walks around `at` give: `claim` in `claims.exists(claim, …`. */
export function localsAt(text: string, at: number, known: KnownHere): readonly Local[] {
  const locals: Local[] = [];
  for (const walk of text.slice(0, at).matchAll(/\.(?:all|exists|exists_one|existsOne|filter|map)\(\s*([A-Za-z_]\w*)\s*,/g)) {
    const [written, name = ''] = walk;
    if (!isOpen(text.slice(walk.index + written.length, at))) continue;
    const chain = chainBefore(text, walk.index);
    const over = chain === null ? null : knownAt(chain.path, known, locals);
    locals.push({ name, shape: elementShape(over?.shape ?? { kind: 'any' }), value: elementValue(over?.value) });
  }
  return locals;
}

/** The bracket before this text is not closed in it. */
function isOpen(text: string): boolean {
  let depth = 1;
  for (const character of text) {
    if (character === '(') depth++;
    else if (character === ')' && --depth === 0) return false;
  }
  return true;
}
