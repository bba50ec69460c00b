import type { OrgId, SliceName } from '../base/ids.ts';
import type { JsonSchema } from '../base/json-schema.ts';
import type { Result } from '../base/result.ts';
import type { PacketContract, PacketProblem } from '../packet/build-packet.ts';
import type { BadEdit, PacketEdit } from '../packet/packet-edit.ts';
import type { SliceOrigin } from '../packet/packet-manifest.ts';
import type { Recipe } from '../packet/recipe.ts';
import type { SliceSource } from '../packet/slice-source.ts';
import type { SliceFacts } from '../packet/view-packet.ts';
import type { RecipeBuild } from './build-recipe.ts';
import type { PacketChange, PacketFitAnswer, PacketTop, PacketView } from './packet-tasks.ts';
import type { Given } from './read-source.ts';

/** A packet that the thread keeps parsed, under this key. */
type Kept = { readonly key: string };

/** Where and with what sources are read. */
interface Sources {
  readonly folder: string;
  readonly secrets: Readonly<Record<string, string>>;
  readonly given: Readonly<Record<SliceName, Given>>;
  /** What the clock says now; the thread counts on from there. */
  readonly nowUs: number;
  readonly previewChars: number;
}

/** What one source gave, as it is shown. */
export interface TrialFacts {
  readonly facts: SliceFacts;
  readonly origin: SliceOrigin;
  readonly problems: readonly PacketProblem[];
}

/** What the thread is asked, by kind: the question and its answer. */
export interface ThreadTasks {
  /** Takes a packet's file in; the two that were asked for last are kept. */
  keep: { ask: Kept & { readonly file: Uint8Array }; answer: Result<null, string> };
  /** Title and names, without hashing anything. */
  head: { ask: Kept; answer: PacketTop };
  view: { ask: Kept & { readonly previewChars: number }; answer: Result<PacketView, string> };
  part: {
    ask: Kept & { readonly slice: SliceName; readonly offset: number; readonly chars: number };
    answer: { readonly text: string; readonly totalChars: number } | null;
  };
  fit: {
    ask: Kept & { readonly orgId: OrgId; readonly contract: PacketContract; readonly edits: readonly PacketEdit[] };
    answer: PacketFitAnswer;
  };
  /** A null key makes a new packet. */
  change: { ask: { readonly key: string | null; readonly change: PacketChange }; answer: Result<Uint8Array, BadEdit> };
  build: {
    ask: Sources & { readonly orgId: OrgId; readonly recipe: Recipe; readonly contract: PacketContract | null };
    answer: RecipeBuild;
  };
  try: {
    ask: Sources & { readonly name: SliceName; readonly source: SliceSource; readonly schema: JsonSchema };
    answer: Result<TrialFacts, string>;
  };
  document: {
    ask: { readonly fileName: string; readonly bytes: Uint8Array; readonly nowUs: number; readonly previewChars: number };
    /** The value itself, with what is shown of it. */
    answer: Result<TrialFacts & { readonly value: unknown }, string>;
  };
}

export type TaskKind = keyof ThreadTasks;
export type TaskOf<Kind extends TaskKind> = { readonly kind: Kind } & ThreadTasks[Kind]['ask'];
export type Task = { [Kind in TaskKind]: TaskOf<Kind> }[TaskKind];
export type AnswerOf<Kind extends TaskKind> = ThreadTasks[Kind]['answer'];

/** How a build comes along. */
export interface BuildStep {
  readonly slice: SliceName;
  readonly done: number;
  readonly total: number;
}

/** Host to thread. */
export interface Question {
  readonly id: number;
  readonly task: Task;
}

/** Thread to host. `fault` is our own mistake, with its stack. */
export type Reply =
  | { readonly id: number; readonly kind: 'step'; readonly step: BuildStep }
  | { readonly id: number; readonly kind: 'answer'; readonly answer: unknown }
  | { readonly id: number; readonly kind: 'fault'; readonly stack: string };
