import { ExpressionFault, type Span } from './expression-fault.ts';

const SENTENCES: Readonly<Record<string, string>> = {
  unterminated_string: 'This text is not closed; add the same quote at its end.',
  unterminated_triple_quoted_string: 'This text is not closed; add three quotes at its end.',
  newline_in_string: 'A text in single quotes ends on its line; write \\n for a new line.',
  invalid_escape_sequence: 'There is no such escape in a text; write \\\\ for a backslash.',
  invalid_unicode_escape: 'This \\u escape is not a character.',
  invalid_unicode_surrogate: 'This \\u escape is half a character.',
  invalid_hex_escape: 'A \\x escape takes two hexadecimal digits.',
  invalid_octal_escape: 'An octal escape takes three digits.',
  octal_escape_out_of_range: 'This octal escape is beyond \\377.',
  bytes_unicode_escape: 'Bytes take \\x escapes, not \\u.',
  invalid_number: 'This number is too large.',
  invalid_integer: 'This is not a number.',
  invalid_hex_integer: 'This is not a hexadecimal number.',
  invalid_exponent: 'Digits are missing after the e of this number.',
  limit_exceeded: 'This expression is too long or nested too deep; split it over several steps.',
  invalid_macro_argument: 'A name for the element belongs here, e.g. claims.all(claim, claim.ok).',
};

/** A parse error as an operator understands it; `code` is the grammar's. */
export function parseProblem(text: string, code: string, span: Span): ExpressionFault {
  return new ExpressionFault(SENTENCES[code] ?? unexpected(text, code, span), within(text, span));
}

function unexpected(text: string, code: string, { start, end }: Span): string {
  const found = text.slice(start, Math.max(end, start + 1)).trim();
  if (code === 'reserved_identifier') return `\`${found}\` is a reserved word and cannot be a name; for a field write ["${found}"].`;
  if (text.trim() === '') return 'The expression is empty.';
  if (found === '' || start >= text.length) return 'The expression ends too early: something is missing here.';
  if (found === '=') return 'A single = means nothing here; write == to compare.';
  if (found === '&' || found === '|') return `Write ${found}${found} to combine conditions.`;
  if (found === '“' || found === '”' || found === '‘' || found === '’') return 'Use straight quotes: " or \'.';
  return `\`${found}\` is not expected here.`;
}

/** A place inside the text that can be underlined: at least one character where there is one. */
function within(text: string, { start, end }: Span): Span {
  const from = Math.min(Math.max(0, start), Math.max(0, text.length - 1));
  return { start: from, end: Math.min(text.length, Math.max(end, from + 1)) };
}
