import { z } from 'zod';
import type { Hash } from '../base/hash.ts';
import { FlowId, SliceName } from '../base/ids.ts';
import type { Json } from '../base/json.ts';
import { valueHash } from '../base/value-ref.ts';
import { SliceSource } from './slice-source.ts';

export const RECIPE_FORMAT = 'atelier-recipe/1';
export const MAX_RECIPE_BYTES = 16 * 1024 * 1024;

/** How a packet is made: where each slice comes from. A packet and its recipe share one id. Holds no secret, only references to them. */
export const Recipe = z.strictObject({
  format: z.literal(RECIPE_FORMAT),
  title: z.string().max(200).optional(),
  description: z.string().max(4000).optional(),
  /** The flow whose contract the slices are checked against; without one they are taken as they are. */
  flow: FlowId.optional(),
  slices: z.record(SliceName, SliceSource),
});
export type Recipe = z.infer<typeof Recipe>;

/** Of what decides what a build reads: not of title and description. */
export const recipeHash = ({ format, flow, slices }: Recipe): Hash =>
  valueHash(JSON.parse(JSON.stringify({ format, flow: flow ?? null, slices })) as Json); // true: what JSON wrote
