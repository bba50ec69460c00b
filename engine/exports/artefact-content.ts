import { z } from 'zod';
import { Hash } from '../base/hash.ts';
import { SliceName } from '../base/ids.ts';
import type { Json } from '../base/json.ts';

const Citation = z.looseObject({
  id: z.union([z.string(), z.number()]).optional(),
  number: z.int().optional(),
  slice: SliceName,
  slice_hash: Hash,
  /** UTF-16 offsets into the slice's text. */
  start: z.int().nonnegative(),
  end: z.int().nonnegative(),
  quote: z.string(),
});

const Written = z.looseObject({ title: z.string().optional(), markdown: z.string(), citations: z.array(Citation).default([]) });

/** A citation of an artefact, under the number it bears in the text. */
export interface ArtefactCitation {
  readonly number: number;
  readonly slice: SliceName;
  readonly sliceHash: Hash;
  readonly start: number;
  readonly end: number;
  readonly quote: string;
}

/** What a document-writing step answered. */
export interface ArtefactContent {
  readonly title: string | null;
  readonly markdown: string;
  readonly citations: readonly ArtefactCitation[];
}

/** Null for an output that holds no document. */
export function artefactContent(output: Json): ArtefactContent | null {
  const parsed = Written.safeParse(output);
  if (!parsed.success) return null;
  const { title, markdown, citations } = parsed.data;
  return {
    title: title ?? null,
    markdown,
    citations: citations.map(({ number, id, slice, slice_hash: sliceHash, start, end, quote }, index) => ({
      number: number ?? numberOf(id) ?? index + 1,
      slice,
      sliceHash,
      start,
      end,
      quote,
    })),
  };
}

/** `12` for 12, `"12"` and `"c12"`. */
function numberOf(id: string | number | undefined): number | undefined {
  if (typeof id === 'number') return Number.isInteger(id) ? id : undefined;
  const digits = /(\d{1,5})$/.exec(id ?? '')?.[1];
  return digits === undefined ? undefined : Number(digits);
}
