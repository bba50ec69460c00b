import { z } from 'zod';
import type { Json } from '../base/json.ts';
import { ok, refused, type Result } from '../base/result.ts';
import { sliceText, type Packet } from '../packet/packet.ts';
import { MAX_MEMORY_CHARS, MAX_TOPIC_CHARS, MemoryCitation } from './memory.ts';

/** So much a step may have to remember at once. */
export const MAX_REMEMBERED = 50;

const words = (max: number) => z.string().trim().min(1).max(max);

const Topic = words(MAX_TOPIC_CHARS).transform(topic => topic.normalize('NFC').replace(/\s+/gu, ' '));

const Item = z.union([
  words(MAX_MEMORY_CHARS),
  z.object({
    topic: Topic.optional(),
    text: words(MAX_MEMORY_CHARS),
    claim_id: z.string().max(128).optional(),
    citations: z.array(MemoryCitation).max(100).optional(),
  }),
]);

/** One thing that a step has to remember. */
export interface Remembered {
  readonly topic: string;
  readonly text: string;
  readonly claimId: string | null;
  readonly citations: readonly MemoryCitation[];
}

/**
 * What a value says is to be remembered: a text, `{ topic?, text, claim_id?, citations? }`, or a list of these; null and an empty text are nothing.
 * A plain text has the topic `otherwise`. A citation is kept only when it stands in the packet letter by letter. The error is a sentence.
 */
export function readRemembered(value: Json, otherwise: string, packet: Packet): Result<readonly Remembered[], string> {
  const given = (Array.isArray(value) ? (value as readonly Json[]) : [value]).filter(each => each !== null && each !== ''); // true: Array.isArray of a Json
  if (given.length > MAX_REMEMBERED)
    return refused(`It gives ${String(given.length)} things to remember; ${String(MAX_REMEMBERED)} is the most.`);
  const remembered = new Map<string, Remembered>();
  for (const [index, each] of given.entries()) {
    const read = Item.safeParse(each);
    if (!read.success)
      return refused(
        `What it gives as number ${String(index + 1)} is neither a text nor an object with a text (of at most ${String(MAX_MEMORY_CHARS)} characters) and a topic.`,
      );
    const item = typeof read.data === 'string' ? { text: read.data } : read.data;
    const { topic = Topic.parse(otherwise), text, claim_id: claimId = null, citations = [] } = { ...NOTHING, ...item };
    const lying = citations.find(citation => !stands(citation, packet));
    if (lying !== undefined)
      return refused(
        `“${topic}” cites ${lying.slice} from ${String(lying.start)} to ${String(lying.end)}, where its quote does not stand.`,
      );
    remembered.set(topic, { topic, text: text.normalize('NFC'), claimId, citations });
  }
  return ok([...remembered.values()]);
}

const NOTHING: { readonly topic?: string; readonly claim_id?: string; readonly citations?: MemoryCitation[] } = {};

function stands({ slice, slice_hash: sliceHash, start, end, quote }: MemoryCitation, packet: Packet): boolean {
  const cited = packet.slices.find(({ name, hash }) => name === slice && hash === sliceHash);
  return cited !== undefined && end > start && sliceText(cited.value).slice(start, end) === quote;
}
