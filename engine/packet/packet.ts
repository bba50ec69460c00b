import { z } from 'zod';
import { canonicalJson } from '../base/canonical-json.ts';
import { Hash, hashOf, hashText } from '../base/hash.ts';
import { SliceName, type OrgId } from '../base/ids.ts';
import { JsonValue, type Json } from '../base/json.ts';
import { JsonSchema } from '../base/json-schema.ts';

export const PACKET_FORMAT = 'atelier-packet/1';
/** Of a slice's text in UTF-8; canonical escapes may make it larger in the preimage of its hash. */
export const MAX_SLICE_BYTES = 32 * 1024 * 1024;

/** The packet file: evidence by slice name. `title` and `sources` are for people and outside every hash. */
export const PacketDocument = z.strictObject({
  format: z.literal(PACKET_FORMAT),
  title: z.string().max(200).optional(),
  description: z.string().max(4000).optional(),
  slices: z.record(SliceName, JsonValue),
});
export type PacketDocument = z.infer<typeof PacketDocument>;

export const Slice = z.object({ name: SliceName, schema: JsonSchema, value: JsonValue, hash: Hash });
/** One validated, hashed piece of evidence. */
export interface Slice {
  readonly name: SliceName;
  readonly schema: JsonSchema;
  readonly value: Json;
  readonly hash: Hash;
}

/** The evidence a run gets: what a flow's contract made of a packet document. */
export interface Packet {
  readonly hash: Hash;
  /** Sorted by name. */
  readonly slices: readonly Slice[];
}

/** `slice_hash = H("atelier/slice/v1", {name, schema, value})`. */
export const sliceHash = (name: SliceName, schema: JsonSchema, value: Json): Hash =>
  hashText('atelier/slice/v1', canonicalJson({ name, schema, value }, 2 * MAX_SLICE_BYTES));

/** `packet_hash`: over the slices' hashes, so that a change of one slice leaves the others' untouched. */
export const packetHash = (orgId: OrgId, slices: readonly { name: SliceName; hash: Hash }[]): Hash =>
  hashOf('atelier/packet/v1', {
    schema: PACKET_FORMAT,
    org_id: orgId,
    slices: slices.map(({ name, hash }) => [name, hash] as const).toSorted(([a], [b]) => (a < b ? -1 : 1)),
  });

/** The text that citations count their offsets in: a text slice is itself, any other its canonical JSON. */
export const sliceText = (value: Json): string => (typeof value === 'string' ? value : canonicalJson(value, MAX_SLICE_BYTES));
