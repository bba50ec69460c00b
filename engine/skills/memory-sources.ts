import { SliceName } from '../base/ids.ts';
import { hashText } from '../base/hash.ts';
import { partsOfScope } from '../memory/memory-scope.ts';
import type { Recalled } from '../memory/recall.ts';
import type { SourceText } from '../models/model.ts';

/**
 * What is remembered as texts that a model reads beside the slices, one for each scope: a line for each memory, its topic before it. They are no
 * slices of the packet: what a model takes from them cites nothing.
 */
export function memorySources(recalled: readonly Recalled[]): readonly SourceText[] {
  const lines = new Map<Recalled['scope'], string[]>();
  for (const { scope, topic, text } of recalled) lines.set(scope, [...(lines.get(scope) ?? []), `${topic}: ${text}`]);
  return [...lines].map(([scope, texts], index) => {
    const text = texts.join('\n\n');
    const { kind } = partsOfScope(scope);
    return { slice: SliceName.parse(`memory_of_${kind}_${String(index + 1)}`), sliceHash: hashText('atelier/memory/v1', text), text };
  });
}
