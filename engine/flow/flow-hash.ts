import { hashOf, type Hash } from '../base/hash.ts';
import type { Flow } from './flow.ts';

/** A flow is never changed in place, and hashing one of a thousand steps takes 2 ms: each start of a run, each plan would. */
const known = new WeakMap<Flow, Hash>();

/** `version_hash`: content address of a definition. Layout, notes, groups and what was pulled are left out, so moving a step makes no new version. */
export function flowHash(flow: Flow): Hash {
  const before = known.get(flow);
  if (before !== undefined) return before;
  const { layout: _layout, notes: _notes, groups: _groups, pulled: _pulled, ...definition } = flow;
  const hash = hashOf('atelier/flow/v1', definition);
  known.set(flow, hash);
  return hash;
}
