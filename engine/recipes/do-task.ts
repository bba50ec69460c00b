import { NotCanonicalError } from '../base/canonical-json.ts';
import { SliceName } from '../base/ids.ts';
import type { Json } from '../base/json.ts';
import { neverHere } from '../base/never-here.ts';
import { schemaProblems, type JsonSchema } from '../base/json-schema.ts';
import { ok, refused, type Result } from '../base/result.ts';
import type { SliceOrigin } from '../packet/packet-manifest.ts';
import type { PacketDocument } from '../packet/packet.ts';
import { viewSlice } from '../packet/view-packet.ts';
import { buildRecipe } from './build-recipe.ts';
import { changedFile, documentOf, fitOf, partOf, topOf, viewPacket } from './packet-tasks.ts';
import { readDocument } from './read-document.ts';
import { readSource } from './read-source.ts';
import { openSourceRoot } from './source-root.ts';
import type { AnswerOf, BuildStep, Task, TaskKind, TrialFacts } from './thread-messages.ts';

/** So many parsed packets are kept at a time. */
export const KEPT_PACKETS = 2;

/** What a task needs beside itself. */
export interface TaskNeeds {
  readonly kept: Map<string, PacketDocument>;
  /** Since this process began, as `performance.now` has it. */
  readonly nowMs: () => number;
  readonly onStep: (step: BuildStep) => void;
}

/** Does one task, in whatever thread it is. */
export async function doTask(task: Task, { kept, nowMs, onStep }: TaskNeeds): Promise<AnswerOf<TaskKind>> {
  switch (task.kind) {
    case 'keep': {
      const read = documentOf(task.file);
      if (!read.ok) return read;
      keep(kept, task.key, read.value);
      return ok(null);
    }
    case 'head':
      return topOf(keptOf(kept, task.key));
    case 'view':
      return viewPacket(keptOf(kept, task.key), task.previewChars);
    case 'part':
      return partOf(keptOf(kept, task.key), task.slice, task.offset, task.chars);
    case 'fit':
      return fitOf(task.orgId, task.contract, keptOf(kept, task.key), task.edits);
    case 'change':
      return changedFile(task.key === null ? null : keptOf(kept, task.key), task.change);
    case 'build': {
      const nowUs = countingOn(task.nowUs, nowMs);
      const needs = { root: openSourceRoot(task.folder), secrets: task.secrets, given: task.given };
      return buildRecipe({ ...task, nowUs, onSlice: (slice, done, total) => onStep({ slice, done, total }) }, needs);
    }
    case 'try': {
      const needs = { root: openSourceRoot(task.folder), secrets: task.secrets, given: task.given };
      const read = await readSource(task.name, task.source, task.schema, needs);
      return read.ok ? trialOf(task.name, task.schema, read.value.value, read.value.origin, task) : read;
    }
    case 'document': {
      const read = await readDocument(task.fileName, task.bytes, { wantsText: false });
      if (!read.ok) return refused(`${task.fileName} cannot be read: ${read.error}`);
      const { value, notes } = read.value;
      const origin = { from: 'document' as const, source: task.fileName, sourceBytes: task.bytes.length, notes: [...notes] };
      const trial = trialOf(SliceName.parse('document'), {}, value, origin, task);
      return trial.ok ? ok({ ...trial.value, value }) : trial;
    }
    default:
      return neverHere(task);
  }
}

/** The one asked for last stands last; the first goes when there are too many. */
function keep(kept: Map<string, PacketDocument>, key: string, document: PacketDocument): void {
  kept.delete(key);
  kept.set(key, document);
  for (const old of [...kept.keys()].slice(0, -KEPT_PACKETS)) kept.delete(old);
}

function keptOf(kept: Map<string, PacketDocument>, key: string): PacketDocument {
  const document = kept.get(key);
  if (document === undefined) throw new Error(`The packet ${key} was not kept before it was asked for.`);
  return document;
}

/** A clock that stands at `startUs` now. */
function countingOn(startUs: number, nowMs: () => number): () => number {
  const startMs = nowMs();
  return () => startUs + Math.round((nowMs() - startMs) * 1000);
}

function trialOf(
  name: SliceName,
  schema: JsonSchema,
  value: Json,
  origin: Omit<SliceOrigin, 'fetchedAtUs'>,
  { nowUs, previewChars }: { readonly nowUs: number; readonly previewChars: number },
): Result<TrialFacts, string> {
  try {
    return ok({
      facts: viewSlice(name, value, previewChars),
      origin: { ...origin, fetchedAtUs: nowUs },
      problems: schemaProblems(schema, value).map(problem => ({ slice: name, ...problem })),
    });
  } catch (error) {
    if (error instanceof NotCanonicalError) return refused(`It cannot be evidence: ${error.message}`);
    throw error;
  }
}
