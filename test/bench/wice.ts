import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { SliceName } from '../../engine/base/ids.ts';
import { valueHash } from '../../engine/base/value-ref.ts';
import type { SourceText } from '../../engine/models/model.ts';

/** A claim of WiCE (Kamoi et al., EMNLP 2023, arXiv 2303.01432) with the pages it cites, as a slice. */
export interface LabelledClaim {
  readonly claim: string;
  readonly source: SourceText;
  /** The whole of it; a claim of which only a part is supported is not. */
  readonly isSupported: boolean;
  /** The sentences of the slice: UTF-16 offsets. */
  readonly sentences: readonly { readonly start: number; readonly end: number }[];
  /** Indices of sentences; each set alone supports what of the claim is supported. */
  readonly supporting: readonly (readonly number[])[];
}

const Line = z.object({
  label: z.enum(['supported', 'partially_supported', 'not_supported']),
  supporting_sentences: z.array(z.array(z.int())),
  claim: z.string(),
  evidence: z.array(z.string()),
});

export function readWice(path: string): LabelledClaim[] {
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines
    .filter(line => line !== '')
    .map(line => {
      const { label, supporting_sentences, claim, evidence } = Line.parse(JSON.parse(line));
      const sentences: { start: number; end: number }[] = [];
      let end = -1;
      for (const sentence of evidence) {
        sentences.push({ start: end + 1, end: end + 1 + sentence.length });
        end += 1 + sentence.length;
      }
      const text = evidence.join('\n');
      const source = { slice: SliceName.parse('pages'), sliceHash: valueHash(text), text };
      return { claim, source, sentences, isSupported: label === 'supported', supporting: supporting_sentences };
    });
}
