/** UTF-16 offsets, `end` exclusive. */
export interface JsonSpan {
  readonly start: number;
  readonly end: number;
}

/**
 * Where the value at `path` stands in a text that is valid JSON; the nearest value around it when it is not there.
 * For pointing at a problem after the fact: reads the text from the start.
 */
export function jsonSpan(text: string, path: readonly (string | number)[]): JsonSpan {
  let start = spaceEnd(text, text.charCodeAt(0) === 0xfeff ? 1 : 0);
  for (const part of path) {
    const inner =
      text[start] === '{' ? memberStart(text, start, String(part)) : text[start] === '[' ? elementStart(text, start, Number(part)) : null;
    if (inner === null) break;
    start = inner;
  }
  return { start, end: valueEnd(text, start) };
}

/** Where each element of the list at `path` stands, in one reading of the text; empty when there is no list. */
export function elementSpans(text: string, path: readonly (string | number)[]): readonly JsonSpan[] {
  const list = jsonSpan(text, path);
  if (text[list.start] !== '[') return [];
  const spans: JsonSpan[] = [];
  for (let at = spaceEnd(text, list.start + 1); at < list.end - 1;) {
    const end = valueEnd(text, at);
    if (end <= at) break;
    spans.push({ start: at, end });
    const after = spaceEnd(text, end);
    at = text[after] === ',' ? spaceEnd(text, after + 1) : list.end;
  }
  return spans;
}

function memberStart(text: string, open: number, key: string): number | null {
  for (let at = spaceEnd(text, open + 1); at < text.length && text[at] !== '}'; at = nextElement(text, at)) {
    const keyEnd = stringEnd(text, at);
    const valueAt = spaceEnd(text, spaceEnd(text, keyEnd) + 1);
    if (JSON.parse(text.slice(at, keyEnd)) === key) return valueAt;
    at = valueAt;
  }
  return null;
}

function elementStart(text: string, open: number, index: number): number | null {
  let at = spaceEnd(text, open + 1);
  for (let passed = 0; passed < index && at < text.length && text[at] !== ']'; passed++) at = nextElement(text, at);
  return at < text.length && text[at] !== ']' ? at : null;
}

/** From the start of a value to the start of the next element, or to the closing bracket. */
function nextElement(text: string, at: number): number {
  const end = spaceEnd(text, valueEnd(text, at));
  return text[end] === ',' ? spaceEnd(text, end + 1) : end;
}

function valueEnd(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length;) {
    const character = text[at];
    if (character === '"') {
      at = stringEnd(text, at);
      if (depth === 0) return at;
      continue;
    }
    if (character === '{' || character === '[') depth++;
    else if (character === '}' || character === ']') {
      if (depth <= 1) return depth === 0 ? at : at + 1;
      depth--;
    } else if (depth === 0 && (character === ',' || character === undefined || /\s/.test(character))) return at;
    at++;
  }
  return text.length;
}

function stringEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at + 1;
  }
  return text.length;
}

function spaceEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && /\s/.test(text[at] ?? 'x')) at++;
  return at;
}
