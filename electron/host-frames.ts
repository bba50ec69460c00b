import { z } from 'zod';

/** What the shell tells the process that holds the workspace. `pipe` numbers the connections of windows. */
export const ToHost = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('open'), folder: z.string(), resourcesFolder: z.string() }),
  z.object({ kind: z.literal('connect'), pipe: z.int() }),
  z.object({ kind: z.literal('text'), pipe: z.int(), text: z.string() }),
  z.object({ kind: z.literal('disconnect'), pipe: z.int() }),
  z.object({ kind: z.literal('import-flow'), path: z.string() }),
  z.object({ kind: z.literal('close') }),
]);
export type ToHost = z.infer<typeof ToHost>;

/** What that process answers. */
export const FromHost = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('opened') }),
  z.object({ kind: z.literal('problem'), problem: z.string(), sentence: z.string() }),
  z.object({ kind: z.literal('text'), pipe: z.int(), text: z.string() }),
  z.object({ kind: z.literal('disconnected'), pipe: z.int() }),
  z.object({ kind: z.literal('imported'), path: z.string(), flowId: z.string() }),
  z.object({ kind: z.literal('not-imported'), path: z.string(), sentence: z.string() }),
]);
export type FromHost = z.infer<typeof FromHost>;
