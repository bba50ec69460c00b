import { RE2JS } from 're2js';
import { recent } from './recent.ts';

const MAX_CHARS = 1000;
const MAX_PROGRAM = 5000;

/**
 * A regular expression of a JSON Schema as a test of texts, whose time grows with the text and never faster: RE2 has no backtracking. Null for
 * what is none, for what RE2 does not know (look-ahead, back-references), and for what is too large. The last 500 are remembered.
 */
export const linearPattern = (pattern: string): ((text: string) => boolean) | null => known(pattern, () => compiled(pattern));

const known = recent<((text: string) => boolean) | null>(500);

function compiled(pattern: string): ((text: string) => boolean) | null {
  if (pattern.length > MAX_CHARS) return null;
  try {
    const program = RE2JS.compile(RE2JS.translateRegExp(pattern));
    return program.programSize() > MAX_PROGRAM ? null : text => program.matcher(text).find();
  } catch {
    return null; // what it is, the caller says: here only that it cannot be used
  }
}
