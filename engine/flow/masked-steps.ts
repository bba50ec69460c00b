import { parseExpression } from '../expression/expression.ts';
import { templateReads } from '../expression/template.ts';
import type { Flow } from './flow.ts';
import { textsOf, type FlowText } from './flow-texts.ts';

/**
 * Steps whose input, prompt or output may hold a slice marked sensitive: those that read one, and those that read what such a step gave or saved.
 * Errs on the safe side: who reads the packet, the steps or the context as a whole, or in a text that does not parse, reads everything in it.
 */
export function maskedSteps(flow: Flow): ReadonlySet<string> {
  const sensitive = new Set(Object.entries(flow.packet.slices).flatMap(([name, slice]) => (slice.sensitive ? [name] : [])));
  const masked = new Set<string>();
  if (sensitive.size === 0) return masked;
  const saved = new Set<string>();
  const isTold = (path: readonly (string | number)[]): boolean => {
    const [root, name] = path;
    if (root === 'packet') return typeof name !== 'string' || sensitive.has(name);
    if (root === 'steps') return typeof name === 'string' ? masked.has(name) : masked.size > 0;
    if (root === 'context') return typeof name === 'string' ? saved.has(name) : saved.size > 0;
    return false;
  };
  // Again until nothing is added: a loop lets a step read what a later one gave.
  for (let before = -1; before !== masked.size;) {
    before = masked.size;
    for (const step of flow.steps) {
      if (masked.has(step.id) || !textsOf(step).some(text => readsOf(text)?.some(isTold) ?? true)) continue;
      masked.add(step.id);
      if (step.kind !== 'gate') for (const name of Object.keys(step.save ?? {})) saved.add(name);
    }
  }
  return masked;
}

/** Paths that a text reads; null when it does not parse. */
function readsOf(text: FlowText): readonly (readonly (string | number)[])[] | null {
  if (text.kind === 'expression') {
    const parsed = parseExpression(text.text);
    return parsed.ok ? parsed.value.reads : null;
  }
  const reads = templateReads(text.value);
  return reads.ok ? reads.value.flatMap(({ expression }) => expression.reads) : null;
}
