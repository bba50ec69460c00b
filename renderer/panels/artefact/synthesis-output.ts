import { z } from 'zod';
import { Hash } from '../../../engine/base/hash.ts';
import type { Json } from '../../../engine/base/json.ts';

const Citation = z.looseObject({
  id: z.union([z.string(), z.number()]).optional(),
  number: z.number().optional(),
  slice: z.string(),
  slice_hash: Hash,
  /** UTF-16 offsets into the slice's text. */
  start: z.int().nonnegative(),
  end: z.int().nonnegative(),
  quote: z.string(),
  score: z.number().optional(),
});

const Contested = z.union([
  z.string(),
  z.looseObject({ text: z.string().optional(), claim: z.string().optional(), reason: z.string().optional() }),
]);

const SynthesisOutput = z.looseObject({
  title: z.string().optional(),
  markdown: z.string(),
  citations: z.array(Citation).default([]),
  contested: z.array(Contested).default([]),
});

/** A citation of an artefact, under the number it bears in the text. */
export interface ArtefactCitation {
  readonly number: number;
  readonly slice: string;
  readonly sliceHash: Hash;
  readonly start: number;
  readonly end: number;
  readonly quote: string;
}

/** What a document-writing step answered, as the viewer reads it. */
export interface ArtefactContent {
  readonly title: string;
  readonly markdown: string;
  /** By number. */
  readonly citations: ReadonlyMap<number, ArtefactCitation>;
  readonly contested: readonly { readonly text: string; readonly reason: string }[];
}

/** Null for an output that holds no document. */
export function artefactContent(output: Json): ArtefactContent | null {
  const parsed = SynthesisOutput.safeParse(output);
  if (!parsed.success) return null;
  const { title, markdown, citations, contested } = parsed.data;
  return {
    title: title ?? 'Artefact',
    markdown,
    citations: new Map(
      citations.map((citation, index) => {
        const number = citation.number ?? numberOf(citation.id) ?? index + 1;
        const { slice, slice_hash: sliceHash, start, end, quote } = citation;
        return [number, { number, slice, sliceHash, start, end, quote }] as const;
      }),
    ),
    contested: contested.map(claim =>
      typeof claim === 'string' ? { text: claim, reason: '' } : { text: claim.text ?? claim.claim ?? '', reason: claim.reason ?? '' },
    ),
  };
}

/** `12` for 12, `"12"` and `"c12"`. */
function numberOf(id: string | number | undefined): number | undefined {
  if (typeof id === 'number') return id;
  const digits = /(\d+)$/.exec(id ?? '')?.[1];
  return digits === undefined ? undefined : Number(digits);
}
