import type { FlowId } from '../../base/ids.ts';
import type { Json } from '../../base/json.ts';
import { ok, refused, type Result } from '../../base/result.ts';
import type { StepError } from '../../base/step-error.ts';
import { readScope, type MemoryScope } from '../../memory/memory-scope.ts';
import type { Scope } from '../step-work.ts';

/** The scopes that a step names to read or to write, its templates filled in: each once, in the order of their names. */
export async function memoryScopes(
  named: readonly string[] | undefined,
  field: 'config.memory.read' | 'config.memory.write',
  { scope, flowId }: { readonly scope: Pick<Scope, 'resolve'>; readonly flowId: FlowId },
): Promise<Result<readonly MemoryScope[], StepError>> {
  if (named === undefined || named.length === 0) return ok([]);
  const resolved = await scope.resolve([...named], field);
  if (!resolved.ok) return resolved;
  const scopes = new Set<MemoryScope>();
  const texts = resolved.value as readonly Json[]; // true: a list resolves to a list
  for (const text of texts) {
    const read = typeof text === 'string' ? readScope(text, flowId) : refused('A memory is named by a text, and this is none.');
    if (!read.ok) return refused({ class: 'validation', code: 'no_such_memory', message: `${field}: ${read.error}` });
    scopes.add(read.value);
  }
  return ok([...scopes].toSorted());
}
