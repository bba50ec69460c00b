import { shortHash } from '../base/hash.ts';
import type { ArtefactOrigin, CheckedCitation } from './open-artefact.ts';

/** A slice's name for a person: "prior_sessions" → "Prior sessions". */
export const sliceTitle = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1).replaceAll('_', ' ');

/** Where a source stands: `Transcript, characters 122 to 196 of slice 1a2b3c4d`. */
export const sourcePlace = ({ slice, start, end, sliceHash }: CheckedCitation): string =>
  `${sliceTitle(slice)}, characters ${start} to ${end} of slice ${shortHash(sliceHash)}`;

/** In place of the words of a slice that is marked sensitive. */
export const WITHHELD = 'The slice is marked sensitive, and this document does not say these words itself: they stay in the workspace.';

/** Whether the quotes stand where they are said to, in a sentence. */
export function checkSentence(citations: readonly CheckedCitation[]): string {
  const broken = citations.filter(({ isTrue }) => !isTrue);
  if (citations.length === 0) return 'This document cites nothing.';
  if (broken.length === 0)
    return citations.length === 1
      ? 'The one quote was compared with its slice, sign by sign, and stands there.'
      : `All ${citations.length} quotes were compared with their slices, sign by sign, and stand there.`;
  return `${broken.length} of ${citations.length} quotes do not stand where they are said to: ${broken.map(({ number }) => `[${number}]`).join(', ')}.`;
}

/** Names and values of an artefact's origin, in reading order; hashes whole. */
export const originLines = (origin: ArtefactOrigin, path: string): readonly (readonly [name: string, value: string])[] => [
  ['Flow', `${origin.flowName}, ${origin.versionNo === null ? 'draft' : `version ${origin.versionNo}`}`],
  ['Version', origin.versionHash],
  ['Packet', origin.packetHash],
  ...origin.slices.map(({ name, hash }): readonly [string, string] => [`Slice ${name}`, hash]),
  ['Run', origin.writtenBy.runId],
  ['Ledger', origin.ledger.length === 0 ? 'no rows' : origin.ledger.map(row => `${row.id} ${row.stage}`).join(', ')],
  ['File', path],
  ['Hash of the file', origin.contentHash],
];
