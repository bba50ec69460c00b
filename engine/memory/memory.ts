import { z } from 'zod';
import { Hash, hashOf } from '../base/hash.ts';
import { Actor, OrgId, RunId, SliceName, StepId } from '../base/ids.ts';
import { MemoryScope } from './memory-scope.ts';

export const MAX_TOPIC_CHARS = 200;
export const MAX_MEMORY_CHARS = 8000;

/** A memory's name through all its versions: made of its scope and topic, so that whoever says the same topic again speaks of the same memory. */
export const MemoryId = z
  .string()
  .regex(/^mem_[0-9a-f]{16}$/)
  .brand<'MemoryId'>();
export type MemoryId = z.infer<typeof MemoryId>;

export const memoryIdOf = (scope: MemoryScope, topic: string): MemoryId =>
  MemoryId.parse(`mem_${hashOf('atelier/memory/v1', { scope, topic }).slice('sha256:'.length, 'sha256:'.length + 16)}`);

/** The words of the evidence that a memory rests on: `quote` is what stands from `start` to `end` (UTF-16) of the slice. */
export const MemoryCitation = z.object({
  slice: SliceName,
  slice_hash: Hash,
  start: z.int().nonnegative(),
  end: z.int().nonnegative(),
  quote: z.string(),
});
export type MemoryCitation = z.infer<typeof MemoryCitation>;

/** The step that wrote a version, in whose transaction and by whose row of the trace. */
export const MemorySource = z.object({
  runId: RunId,
  stepId: StepId,
  visit: z.int(),
  attempt: z.int(),
  /** Of its `memory.written` row. */
  traceSeq: z.int(),
  claimId: z.string().max(128).nullable(),
  citations: z.array(MemoryCitation),
});
export type MemorySource = z.infer<typeof MemorySource>;

/** One version of a memory. Versions are added and never changed; the newest is what counts. */
export const MemoryVersion = z.object({
  orgId: OrgId,
  memoryId: MemoryId,
  /** From 1, without gaps. */
  version: z.int().positive(),
  scope: MemoryScope,
  topic: z.string().max(MAX_TOPIC_CHARS),
  /** What is remembered, in words. A retired version keeps the last ones. */
  text: z.string().max(MAX_MEMORY_CHARS),
  /** `retired`: no step reads it any more. */
  state: z.enum(['current', 'retired']),
  by: Actor,
  /** Why a person corrected or retired it; null for what a step wrote. */
  reason: z.string().nullable(),
  atUs: z.int(),
  /** Null for a person's version. */
  source: MemorySource.nullable(),
});
export type MemoryVersion = z.infer<typeof MemoryVersion>;

interface Word {
  readonly scope: MemoryScope;
  readonly topic: string;
  readonly text: string;
  readonly by: Actor;
  readonly atUs: number;
}

/** What a step has to remember, before its row of the trace is written. */
export interface Remembering extends Word {
  readonly claimId: string | null;
  readonly citations: readonly MemoryCitation[];
}

/** What a step remembers, before it has a version. */
export interface MemoryWrite extends Word {
  readonly source: MemorySource;
}
