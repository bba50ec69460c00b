import { z } from 'zod';
import { FlowId } from '../base/ids.ts';
import { neverHere } from '../base/never-here.ts';
import { ok, refused, type Result } from '../base/result.ts';

/** Longest name of a subject, in characters. */
const MAX_SUBJECT = 160;

/** Whom a memory is kept for: `org`, `flow:<flow id>`, or `subject:<a name>` such as a client's. Equal texts are the same scope. */
export const MemoryScope = z
  .string()
  .max(200)
  .regex(/^(?:org|flow:[a-z0-9][a-z0-9._-]*|subject:\S(?:.*\S)?)$/u)
  .brand<'MemoryScope'>();
export type MemoryScope = z.infer<typeof MemoryScope>;

/**
 * The scope that a step names, written as a person writes it: `org`, `flow` for the flow itself, `flow:<id>` for another, `subject:<name>`.
 * Spaces around and within a name count as one, so that two writings of one name are one subject. The error is a sentence.
 */
export function readScope(text: string, flowId: FlowId): Result<MemoryScope, string> {
  const plain = text.normalize('NFC').replace(/\s+/gu, ' ').trim();
  if (plain === 'org') return ok(MemoryScope.parse('org'));
  if (plain === 'flow') return ok(MemoryScope.parse(`flow:${flowId}`));
  const [, kind, name = ''] = /^(flow|subject): ?(.*)$/u.exec(plain) ?? [];
  if (kind === 'flow' && FlowId.safeParse(name).success) return ok(MemoryScope.parse(`flow:${name}`));
  if (kind === 'subject' && name !== '' && name.length <= MAX_SUBJECT) return ok(MemoryScope.parse(`subject:${name}`));
  return refused(
    `“${plain.slice(0, 80)}” names no memory. Write org, flow, flow: and the id of a flow, or subject: and a name of 1 to ${String(MAX_SUBJECT)} characters.`,
  );
}

/** What kind of scope it is, and the name in it; '' for the organisation. */
export function partsOfScope(scope: MemoryScope): { readonly kind: 'org' | 'flow' | 'subject'; readonly name: string } {
  const [kind = '', ...name] = scope.split(':');
  if (kind !== 'flow' && kind !== 'subject') return { kind: 'org', name: '' };
  return { kind, name: name.join(':') };
}

/** A scope in a sentence: “the organisation”, “the flow onboarding”, “Maya Chen”. */
export function scopeWords(scope: MemoryScope): string {
  const { kind, name } = partsOfScope(scope);
  switch (kind) {
    case 'org':
      return 'the organisation';
    case 'flow':
      return `the flow ${name}`;
    case 'subject':
      return name;
    default:
      return neverHere(kind);
  }
}
