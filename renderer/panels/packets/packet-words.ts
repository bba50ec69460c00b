import { SliceName } from '../../../engine/base/ids.ts';
import type { JsonSchema } from '../../../engine/base/json-schema.ts';
import type { PacketFit } from '../../../engine/contract/packets.ts';
import type { z } from 'zod';
import { countOf } from '../../ui/format-count.ts';
import { jsonFaultAt } from './json-place.ts';

type Fit = z.infer<typeof PacketFit>;

/** Problems of one slice of a packet, or with null those of the packet as a whole. */
export const problemsOf = (fit: Fit | null, slice: string | null): readonly Fit['problems'][number][] =>
  fit === null ? [] : fit.problems.filter(problem => problem.slice === slice);

/** `At /speakers/0: must be a text.`; what concerns the slice as a whole has no place in it. */
export function problemSentence({ path, message }: { readonly path: string; readonly message: string }): string {
  const told = /[.!?]$/.test(message) ? message : `${message}.`;
  return path === '' ? told : `At ${path}: ${told}`;
}

/** Whether a packet fits the open flow, in a sentence. */
export function fitSentence(fit: Fit, flowName: string): string {
  if (fit.problems.length === 0) return `Fits “${flowName}”.`;
  return `Does not fit “${flowName}”: ${countOf(fit.problems.length, 'problem')}.`;
}

/** Why a text is no JSON, in a sentence; null when it is. */
export function jsonProblem(text: string): string | null {
  const faultAt = jsonFaultAt(text);
  if (faultAt === null) return null;
  if (text.trim() === '') return 'A JSON slice cannot be empty.';
  if (faultAt >= text.length) return 'This is not JSON yet: it ends before it is complete.';
  const before = text.slice(0, faultAt).split('\n');
  return `This is not JSON: look at line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}.`;
}

/** Why a slice cannot be called so, in a sentence; null when it can. */
export function sliceNameProblem(name: string, taken: readonly string[]): string | null {
  if (!SliceName.safeParse(name).success) return 'A name has letters, digits and _, and does not begin with a digit.';
  return taken.includes(name) ? 'There is a slice of this name already.' : null;
}

/** What a new slice begins with: an empty text, or an empty record or list where the flow asks for one. */
export function emptyTextFor(schema: JsonSchema | undefined): { readonly isText: boolean; readonly text: string } {
  if (schema?.['type'] === 'object') return { isText: false, text: '{}' };
  if (schema?.['type'] === 'array') return { isText: false, text: '[]' };
  return { isText: true, text: '' };
}
