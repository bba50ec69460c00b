import { neverHere } from '../../../engine/base/never-here.ts';
import type { ShownMemory } from '../../../engine/contract/memory.ts';
import { partsOfScope, type MemoryScope } from '../../../engine/memory/memory-scope.ts';
import { formatDate, type DateFrame } from '../../ui/format-date.ts';
import { actorName } from '../run-details/actor-name.ts';

/** Whom a memory is kept for, as a heading: `The organisation`, `Flow onboarding`, `Maya Chen`. */
export function scopeTitle(scope: MemoryScope): string {
  const { kind, name } = partsOfScope(scope);
  switch (kind) {
    case 'org':
      return 'The organisation';
    case 'flow':
      return `Flow ${name}`;
    case 'subject':
      return name;
    default:
      return neverHere(kind);
  }
}

/** What happened with one version: `Sage remembered this in “Intake”, yesterday 14:02`, `Ana corrected it just now`. */
export function versionSentence(
  { by, source, state, flowName, atUs, version }: Pick<ShownMemory, 'by' | 'source' | 'state' | 'flowName' | 'atUs' | 'version'>,
  frame: DateFrame,
): string {
  const who = actorName(by);
  const when = formatDate(atUs, frame);
  if (source !== null) return `${who} remembered this${flowName === null ? '' : ` in “${flowName}”`}, ${when}`;
  return `${who} ${state === 'retired' ? 'retired it' : version === 1 ? 'wrote it' : 'corrected it'}, ${when}`;
}

/** Memories under the scope they are kept in, in the order of their first. */
export function byScope(
  memories: readonly ShownMemory[],
): readonly { readonly scope: MemoryScope; readonly memories: readonly ShownMemory[] }[] {
  const groups = new Map<MemoryScope, ShownMemory[]>();
  for (const memory of memories) groups.set(memory.scope, [...(groups.get(memory.scope) ?? []), memory]);
  return [...groups].map(([scope, within]) => ({ scope, memories: within }));
}
