import { parseJson } from '../base/parse-json.ts';
import { refused, ok, type Result } from '../base/result.ts';
import { manifestFaults } from './manifest-faults.ts';
import { ProductManifest } from './product.ts';

/** Larger texts are not manifests. */
export const MAX_MANIFEST_BYTES = 1024 * 1024;

/** A manifest from somebody else's hands. The error is a sentence without the file's name: where, and what is wrong. */
export function readManifest(text: string): Result<ProductManifest, string> {
  const json = parseJson(text, { maxBytes: MAX_MANIFEST_BYTES });
  if (!json.ok) return refused(`Line ${json.error.line}, column ${json.error.column}: ${json.error.message}`);
  const parsed = ProductManifest.safeParse(json.value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const place = issue === undefined || issue.path.length === 0 ? 'The manifest' : `“${issue.path.join('.').slice(0, 200)}”`;
    // A key that may not be one hides why.
    const message = (issue?.code === 'invalid_key' ? issue.issues[0]?.message : undefined) ?? issue?.message ?? '';
    return refused(`${place} does not fit: ${message}.`);
  }
  const [fault] = manifestFaults(parsed.data).filter(({ severity }) => severity === 'error');
  return fault === undefined ? ok(parsed.data) : refused(fault.message);
}
