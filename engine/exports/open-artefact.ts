import { z } from 'zod';
import { Hash } from '../base/hash.ts';
import { FlowId, RunId, SliceName, StepId } from '../base/ids.ts';

/** A passage that an artefact cites, and whether the slice still says so. */
export const CheckedCitation = z.object({
  /** As it stands in the text: `[3]`. */
  number: z.int(),
  slice: SliceName,
  sliceHash: Hash,
  /** UTF-16 offsets into the slice's text. */
  start: z.int().nonnegative(),
  end: z.int().nonnegative(),
  quote: z.string(),
  /** `slice.slice(start, end) === quote`, compared sign by sign; false too when the slice is gone. */
  isTrue: z.boolean(),
  /** The flow marks the slice as sensitive. */
  isSensitive: z.boolean(),
});
export type CheckedCitation = z.infer<typeof CheckedCitation>;

/** Where an artefact comes from. */
export const ArtefactOrigin = z.object({
  /** The run that wrote it, which is another one when this run was served by the cache. */
  writtenBy: z.object({ runId: RunId, stepId: StepId.nullable(), atUs: z.int() }),
  flowId: FlowId,
  flowName: z.string(),
  /** Null for a draft. */
  versionNo: z.int().nullable(),
  versionHash: Hash,
  packetHash: Hash,
  slices: z.array(z.object({ name: SliceName, hash: Hash })),
  /** Rows of the ledger that the run wrote, in order; `id` is the run and the number of the row in its trace. */
  ledger: z.array(
    z.object({ id: z.string(), stepId: StepId, stage: z.string(), skill: z.string(), model: z.string(), isReused: z.boolean() }),
  ),
  contentHash: Hash,
  /** The file in the artefacts folder, against what the run wrote. */
  file: z.enum(['same', 'changed', 'gone']),
});
export type ArtefactOrigin = z.infer<typeof ArtefactOrigin>;

/** At most this much of a document crosses the door. */
export const LARGEST_ARTEFACT_CHARS = 4 * 1024 * 1024;

/** A document that a run wrote, with its evidence. */
export const OpenArtefact = z.object({
  runId: RunId,
  path: z.string(),
  title: z.string(),
  markdown: z.string().max(LARGEST_ARTEFACT_CHARS),
  citations: z.array(CheckedCitation),
  origin: ArtefactOrigin,
});
export type OpenArtefact = z.infer<typeof OpenArtefact>;
