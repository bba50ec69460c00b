import { hashOf, type Hash } from '../base/hash.ts';
import type { Flow } from './flow.ts';

/** `version_hash`: content address of a definition. Layout and notes are left out, so moving a step makes no new version. */
export function flowHash(flow: Flow): Hash {
  const { layout: _layout, notes: _notes, ...definition } = flow;
  return hashOf('atelier/flow/v1', definition);
}
