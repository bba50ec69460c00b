import { inflateRawSync } from 'node:zlib';
import { ok, refused, type Result } from '../base/result.ts';

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_ENTRY = 0x04034b50;
const MAX_ENTRIES = 10_000;

/**
 * Looks whether a ZIP unpacks to no more than `maxBytes`, by unpacking it within that limit: what an archive says of its own sizes proves nothing.
 * Gives the names of its entries, or what is wrong with it. (Layout: PKWARE APPNOTE 6.3.10, 4.3.7, 4.3.12, 4.3.16.)
 */
export function zipEntries(bytes: Uint8Array, maxBytes: number): Result<readonly string[], string> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOfDirectory(view);
  if (end === null) return refused('it is damaged: its table of contents is missing.');
  const count = view.getUint16(end + 10, true);
  if (count > MAX_ENTRIES) return refused(`it holds more than ${String(MAX_ENTRIES)} parts, and no document does.`);
  const names: string[] = [];
  let at = view.getUint32(end + 16, true);
  let left = maxBytes;
  for (let entry = 0; entry < count; entry++) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== DIRECTORY_ENTRY)
      return refused('it is damaged: its table of contents is cut off.');
    const isEncrypted = (view.getUint16(at + 8, true) & 1) === 1;
    if (isEncrypted) return refused('it is protected with a password. Save it without one.');
    const nameBytes = view.getUint16(at + 28, true);
    names.push(Buffer.from(bytes.subarray(at + 46, at + 46 + nameBytes)).toString('utf8'));
    const size = unpackedSize(view, bytes, at, left);
    if (!size.ok) return size;
    left -= size.value;
    at += 46 + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return ok(names);
}

/** The record stands last, before a comment of at most 65,535 bytes. */
function endOfDirectory(view: DataView): number | null {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 22 - 65_535); at--)
    if (view.getUint32(at, true) === END_OF_DIRECTORY) return at;
  return null;
}

function unpackedSize(view: DataView, bytes: Uint8Array, at: number, left: number): Result<number, string> {
  const tooLarge = refused('it unpacks to far more than a document holds, as a “zip bomb” does. It was not opened.');
  const damaged = refused('it is damaged: a part cannot be unpacked.');
  const method = view.getUint16(at + 10, true);
  const packed = view.getUint32(at + 20, true);
  const local = view.getUint32(at + 42, true);
  if (local + 30 > view.byteLength || view.getUint32(local, true) !== LOCAL_ENTRY) return damaged;
  const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  if (start + packed > view.byteLength) return damaged;
  if (method === 0) return packed > left ? tooLarge : ok(packed);
  if (method !== 8) return damaged;
  try {
    return ok(inflateRawSync(bytes.subarray(start, start + packed), { maxOutputLength: Math.max(1, left) }).length);
  } catch (error) {
    return error instanceof RangeError ? tooLarge : damaged;
  }
}
