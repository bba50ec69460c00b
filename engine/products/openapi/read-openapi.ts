import { CST, isScalar, Lexer, parseDocument, visit, type Document } from 'yaml';
import { isJsonObject, type JsonObject } from '../../base/json.ts';
import { parseJson } from '../../base/parse-json.ts';
import { ok, refused, type Result } from '../../base/result.ts';

/** YAML is read at about 1 MB in two seconds, JSON at 50 MB in one. */
const MAX_YAML_CHARS = 1024 * 1024;

/**
 * The object in an OpenAPI 3.0 or 3.1 document, written as JSON or YAML. YAML is taken as far as it is JSON: no tags, no keys that stand twice, and
 * aliases only within bounds. The error is a sentence.
 */
export function readOpenApi(text: string): Result<JsonObject, string> {
  const value = /^\ufeff?\s*\{/.test(text) ? readJson(text) : readYaml(text);
  if (!value.ok) return value;
  const { openapi, swagger } = value.value;
  if (typeof openapi === 'string' && /^3\.[01]\.\d+/.test(openapi)) return value;
  return refused(
    swagger === undefined && openapi === undefined
      ? 'This is no OpenAPI document: it does not say which version of OpenAPI it is (`openapi: 3.1.0`).'
      : `This is OpenAPI ${JSON.stringify(openapi ?? swagger).slice(0, 40)}; 3.0 and 3.1 are taken. Convert it first.`,
  );
}

function readJson(text: string): Result<JsonObject, string> {
  const parsed = parseJson(text);
  if (!parsed.ok) return refused(`Line ${parsed.error.line}, column ${parsed.error.column}: ${parsed.error.message}`);
  return isJsonObject(parsed.value) ? ok(parsed.value) : refused('The document is no object.');
}

function readYaml(text: string): Result<JsonObject, string> {
  if (text.length > MAX_YAML_CHARS)
    return refused('The document is larger than 1 MiB of YAML. Convert it to JSON, of which 16 MiB are read.');
  const fault = nestingFault(text);
  if (fault !== null) return refused(fault);
  try {
    // The library compares each key of a map with each other; 20,000 keys take it 14 s, so that is looked at here.
    const document = parseDocument(text, { schema: 'core', uniqueKeys: false, stringKeys: true });
    const twice = document.errors.length === 0 ? keyTwice(document) : null;
    const wrong =
      document.errors[0]?.message.split('\n', 1)[0] ??
      (twice === null ? null : `The key ${JSON.stringify(twice.slice(0, 80))} stands twice in one map.`);
    if (wrong !== null) return refused(`The document is not YAML that can be read. ${wrong}`);
    // Through text once more: what YAML can say and JSON cannot is refused by one rule, and shared pieces become pieces of their own.
    return readJson(JSON.stringify(document.toJS({ maxAliasCount: MAX_ALIASES }) ?? null));
  } catch (fault) {
    return refused(
      `The document is not YAML that can be read. ${fault instanceof Error ? (fault.message.split('\n', 1)[0] ?? '') : String(fault)}`,
    );
  }
}

const MAX_ALIASES = 100;
const MAX_NESTING = 64;

/** Nested brackets and dashes cost the parser more than their number, so they are counted before it sees them. */
function nestingFault(text: string): string | null {
  let brackets = 0;
  let dashes = 0;
  for (const token of new Lexer().lex(text)) {
    const type = CST.tokenType(token);
    if (type === 'flow-seq-start' || type === 'flow-map-start') brackets++;
    else if (type === 'flow-seq-end' || type === 'flow-map-end') brackets--;
    else if (type === 'newline') dashes = 0;
    else if (type === 'seq-item-ind' || type === 'explicit-key-ind' || type === 'map-value-ind') dashes++;
    if (brackets > MAX_NESTING || dashes > MAX_NESTING) return `The document is nested more than ${MAX_NESTING} levels deep.`;
  }
  return null;
}

/** A key that stands twice in one map; null when none does. */
function keyTwice(document: Document): string | null {
  let found: string | null = null;
  visit(document, {
    Map(_, map) {
      const keys = new Set<string>();
      for (const { key } of map.items) {
        const name = isScalar(key) ? String(key.value) : '';
        if (keys.has(name)) {
          found = name;
          return visit.BREAK;
        }
        keys.add(name);
      }
      return undefined;
    },
  });
  return found;
}
