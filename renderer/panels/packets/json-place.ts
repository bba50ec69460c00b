const TOKEN =
  /\s*(?:([{}[\],:])|("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null))/y;

/**
 * Where a text stops being JSON, as a UTF-16 offset; null when it is JSON. The browser's own parser is asked first and decides; engines do not agree
 * on telling the place, so it is looked for here.
 */
export function jsonFaultAt(text: string): number | null {
  try {
    JSON.parse(text);
    return null;
  } catch {
    return firstFault(text);
  }
}

type Expecting = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'comma-or-end';

function firstFault(text: string): number {
  const open: ('{' | '[')[] = [];
  let expecting: Expecting = 'value';
  TOKEN.lastIndex = 0;
  for (;;) {
    const from = skipSpace(text, TOKEN.lastIndex);
    const found = TOKEN.exec(text);
    if (found === null) return from;
    const [, sign, string] = found;
    const after = afterToken(expecting, sign, string !== undefined, open);
    if (after === null) return from;
    expecting = after;
    if (open.length === 0 && expecting === 'comma-or-end') return skipSpace(text, TOKEN.lastIndex);
  }
}

/** What may follow, or null when this token may not stand here. Keeps count of what is open. */
function afterToken(expecting: Expecting, sign: string | undefined, isString: boolean, open: ('{' | '[')[]): Expecting | null {
  const wantsValue = expecting === 'value' || expecting === 'value-or-end';
  if (sign === undefined) {
    if (wantsValue) return 'comma-or-end';
    return isString && (expecting === 'key' || expecting === 'key-or-end') ? 'colon' : null;
  }
  switch (sign) {
    case '{':
    case '[':
      if (!wantsValue) return null;
      open.push(sign);
      return sign === '{' ? 'key-or-end' : 'value-or-end';
    case '}':
    case ']': {
      const fits = open.at(-1) === (sign === '}' ? '{' : '[');
      if (!fits || !['comma-or-end', sign === '}' ? 'key-or-end' : 'value-or-end'].includes(expecting)) return null;
      open.pop();
      return 'comma-or-end';
    }
    case ':':
      return expecting === 'colon' ? 'value' : null;
    default:
      if (expecting !== 'comma-or-end' || open.length === 0) return null;
      return open.at(-1) === '{' ? 'key' : 'value';
  }
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && /\s/.test(text.charAt(at))) at += 1;
  return at;
}
