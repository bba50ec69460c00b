import { ok, refused, type Result } from '../../base/result.ts';
import { PacketDocument } from '../../packet/packet.ts';

/** A packet file's text as a document, or a sentence on what is wrong with it. */
export function packetFrom(text: string): Result<PacketDocument, string> {
  try {
    const parsed = PacketDocument.safeParse(JSON.parse(text));
    return parsed.success ? ok(parsed.data) : refused(parsed.error.issues[0]?.message ?? 'It is not a packet.');
  } catch (error) {
    return refused(error instanceof Error ? error.message : String(error));
  }
}
