import { SliceName } from '../base/ids.ts';
import { isJsonObject, type Json } from '../base/json.ts';
import { parseJson } from '../base/parse-json.ts';
import { ok, refused, type Result } from '../base/result.ts';
import { PACKET_FORMAT, PacketDocument } from './packet.ts';

export const MAX_PACKET_BYTES = 64 * 1024 * 1024;

/** A packet file's document, or one sentence that says what is wrong with it, where, and what to do. */
export function readPacketText(text: string): Result<PacketDocument, { readonly sentence: string }> {
  const read = parseJson(text, { maxBytes: MAX_PACKET_BYTES });
  if (read.ok) return readDocument(read.value);
  const { message, line, column, offset } = read.error;
  return refused({
    sentence:
      offset === 0 && message.startsWith('The text is larger')
        ? `${message} Split the evidence over several packets.`
        : `Line ${line}, column ${column}: ${message}`,
  });
}

function readDocument(value: Json): Result<PacketDocument, { readonly sentence: string }> {
  const format = isJsonObject(value) ? value['format'] : undefined;
  if (!isJsonObject(value) || typeof format !== 'string' || !format.startsWith('atelier-packet/'))
    return refused({ sentence: `This is not a packet: a packet is an object with "format": "${PACKET_FORMAT}" and "slices".` });
  if (format !== PACKET_FORMAT)
    return refused({
      sentence: `This packet was written by a newer Atelier Studio (${format.slice(0, 40)}); this one reads ${PACKET_FORMAT}. Update to open it.`,
    });
  const { slices } = value;
  if (!isJsonObject(slices)) return refused({ sentence: 'This packet has no slices: add "slices": { } with a value for each.' });
  const misnamed = Object.keys(slices).find(name => !SliceName.safeParse(name).success);
  if (misnamed !== undefined)
    return refused({
      sentence: `“${misnamed.slice(0, 80)}” cannot be the name of a slice: names have letters, digits and _, and do not begin with a digit.`,
    });
  // The values are JSON already: to check 60 MB of them once more would take seconds.
  const document = PacketDocument.safeParse({ ...value, slices: {} });
  if (document.success) return ok({ ...document.data, slices });
  const [issue] = document.error.issues;
  return refused({
    sentence: `This is not a packet: ${issue?.code === 'unrecognized_keys' ? `it has the key “${issue.keys[0] ?? ''}”, which packets do not have.` : `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}.`}`,
  });
}
