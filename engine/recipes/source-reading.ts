import { canonicalJson, NotCanonicalError, utf8Length } from '../base/canonical-json.ts';
import type { Json } from '../base/json.ts';
import { ok, refused, type Result } from '../base/result.ts';
import type { SliceOrigin } from '../packet/packet-manifest.ts';
import { MAX_SLICE_BYTES } from '../packet/packet.ts';
import type { FoundFile } from './source-root.ts';

/** A slice's value as its source gives it now. */
export interface SourceReading {
  readonly value: Json;
  readonly origin: Omit<SliceOrigin, 'fetchedAtUs'>;
}

/** The origin of what one file gave. */
export const fileOrigin = (
  from: SliceOrigin['from'],
  { content: _content, ...file }: FoundFile,
  notes: readonly string[],
): SourceReading['origin'] => ({ from, source: file.path, sourceBytes: file.bytes, files: [file], fileCount: 1, notes: [...notes] });

/** The origin of a value that is its own source, with its size. */
export function sized(value: Json, origin: Omit<SourceReading['origin'], 'sourceBytes'>): Result<SourceReading, string> {
  try {
    const sourceBytes = utf8Length(typeof value === 'string' ? value : canonicalJson(value, 2 * MAX_SLICE_BYTES));
    return ok({ value, origin: { ...origin, sourceBytes } });
  } catch (error) {
    if (!(error instanceof NotCanonicalError)) throw error;
    return refused(`What ${origin.source} gave cannot be evidence: ${error.message}`);
  }
}
