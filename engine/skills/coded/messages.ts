import { z } from 'zod';
import { JsonValue } from '../../base/json.ts';
import type { Snapshot } from '../../memory/snapshot.ts';
import { JsonRecord, JsonSchema } from '../../base/json-schema.ts';

/** What the process of a skill says to the engine. Hostile, as the code in it may be. */
export const FromSkill = z.discriminatedUnion('kind', [
  /** The module was read and has a `run`. */
  z.object({ kind: z.literal('ready') }),
  z.object({
    kind: z.literal('model'),
    call: z.int().positive(),
    prompt: z.string(),
    input: JsonRecord,
    outputSchema: JsonSchema.optional(),
  }),
  /** Looks in what the step reads of Sage's memory. */
  z.object({ kind: z.literal('recall'), call: z.int().positive(), question: z.string(), limit: z.int().positive().max(1000) }),
  z.object({
    kind: z.literal('done'),
    output: JsonValue,
    cited: z.array(z.object({ slice: z.string(), start: z.int().nonnegative(), end: z.int().positive(), quote: z.string() })).max(100_000),
  }),
  /** `call`: the question to the model whose refusal the code passed on. */
  z.object({ kind: z.literal('failed'), at: z.enum(['import', 'run']), message: z.string(), call: z.int().nullable() }),
]);
export type FromSkill = z.infer<typeof FromSkill>;

/** What the engine says to it. */
export type ToSkill =
  | {
      readonly kind: 'run';
      readonly file: string;
      readonly folder: string;
      readonly input: unknown;
      readonly sources: readonly { readonly slice: string; readonly sliceHash: string; readonly text: string }[];
      readonly prompt: string;
      /** What the step reads of Sage's memory. */
      readonly memory: readonly Snapshot[];
      /** False: read the module and say `ready`, no more. */
      readonly isToRun: boolean;
    }
  | { readonly kind: 'answer'; readonly call: number; readonly ok: boolean; readonly value: unknown };
