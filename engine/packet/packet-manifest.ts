import { z } from 'zod';
import { Hash } from '../base/hash.ts';
import { FlowId, SliceName } from '../base/ids.ts';

export const MANIFEST_FORMAT = 'atelier-manifest/1';

/** One document that went into a slice. */
export const SourceFile = z.object({
  /** Relative to the workspace, with `/`. */
  path: z.string(),
  bytes: z.int().nonnegative(),
  /** Of the bytes as they lay on the disk, `sha256:…`. */
  fileHash: Hash,
  modifiedAtUs: z.int(),
});
export type SourceFile = z.infer<typeof SourceFile>;

/** Where a slice came from, as it was found. */
export const SliceOrigin = z.object({
  from: z.enum(['pasted', 'file', 'files', 'csv', 'json', 'sqlite', 'postgres', 'http', 'run', 'document']),
  /** For a person, without any secret: `sources/notes.pdf`, `https://…`, `PostgreSQL at env:CRM`. */
  source: z.string(),
  fetchedAtUs: z.int(),
  /** Of what was read: files, answer, rows as JSON. */
  sourceBytes: z.int().nonnegative(),
  /** At most 1,000 of them stand here; `fileCount` counts all. */
  files: z.array(SourceFile).max(1000).optional(),
  fileCount: z.int().optional(),
  /** What reading had to decide, as sentences: `Read as Windows-1252 …`, `Mixed line ends …`. */
  notes: z.array(z.string()),
});
export type SliceOrigin = z.infer<typeof SliceOrigin>;

export const ManifestSlice = SliceOrigin.extend({
  /** Of the slice's value alone, whatever a flow's contract says of it. */
  contentHash: Hash,
  /** Of the slice as text, in UTF-8. */
  bytes: z.int().nonnegative(),
});
export type ManifestSlice = z.infer<typeof ManifestSlice>;

/** What the last build of a packet found, beside the packet: `<packetId>.manifest.json`. Times and places are outside every hash of the evidence. */
export const PacketManifest = z.object({
  format: z.literal(MANIFEST_FORMAT),
  builtAtUs: z.int(),
  /** Of the recipe that was built. */
  recipeHash: Hash,
  /** Whose contract the slices were checked against; null when the recipe names none. */
  flow: FlowId.nullable(),
  /** Under that contract. */
  packetHash: Hash,
  slices: z.record(SliceName, ManifestSlice),
});
export type PacketManifest = z.infer<typeof PacketManifest>;
