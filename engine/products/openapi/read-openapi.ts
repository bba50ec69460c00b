import { parse } from 'yaml';
import { isJsonObject, type JsonObject } from '../../base/json.ts';
import { parseJson } from '../../base/parse-json.ts';
import { ok, refused, type Result } from '../../base/result.ts';

/** YAML is read ten times slower than JSON, and never needs to be that large. */
const MAX_YAML_CHARS = 3 * 1024 * 1024;

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
    return refused('The document is larger than 3 MiB of YAML. Convert it to JSON, or cut it down to the paths you need.');
  try {
    const value: unknown = parse(text, {
      schema: 'core',
      maxAliasCount: 100,
      uniqueKeys: true,
      stringKeys: true,
      prettyErrors: true,
      logLevel: 'silent',
    });
    // Through text once more: what YAML can say and JSON cannot is refused by one rule, and shared pieces become pieces of their own.
    return readJson(JSON.stringify(value ?? null));
  } catch (fault) {
    return refused(
      `The document is not YAML that can be read: ${fault instanceof Error ? (fault.message.split('\n', 1)[0] ?? '') : String(fault)}`,
    );
  }
}
