import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PacketId, slug } from '../../base/ids.ts';
import { ok, refused, type Result } from '../../base/result.ts';
import type { ChangedMeanwhile, PacketContent, PacketEntry, PacketShelf, ShelfProblem, ShelvedPacket } from '../../packet/packet-shelf.ts';
import type { PacketDocument } from '../../packet/packet.ts';
import { MAX_PACKET_BYTES, readPacketText } from '../../packet/read-packet-text.ts';
import { openTurns } from '../../runner/in-turn.ts';
import { fileSentence, isMissing } from './file-problem.ts';
import { stampOf } from './file-stamp.ts';
import { MANIFEST_ENDING } from './recipe-folder.ts';
import { writeFileWhole } from './write-file-whole.ts';

const ENDING = '.packet.json';

type Read = Result<ShelvedPacket, ShelfProblem>;

/**
 * The packets of a workspace as files: `<folder>/<packetId>.packet.json`. A file whose name is no `PacketId` ("Session 12.packet.json")
 * has the id its name makes. The folder is made with the first packet.
 */
export function openPacketFolder(folder: string): PacketShelf {
  const lastRead = new Map<string, { readonly stamp: string; readonly read: Read }>();
  // A change reads, then writes: two at once would lose one, or take the same free id.
  const inTurn = openTurns<'change'>();

  const readFileOf = (fileName: string): Promise<Read> => {
    const path = join(folder, fileName);
    return unlessRefused(path, async () => {
      const stamp = await stampOf(path);
      const known = lastRead.get(fileName);
      if (known?.stamp === stamp) return known.read;
      const read = await readPacket(path, idOf(fileName), stamp);
      lastRead.set(fileName, { stamp, read });
      return read;
    });
  };

  const fileNames = async (): Promise<string[]> => {
    const names = await readdir(folder).catch((error: unknown) => {
      if (isMissing(error)) return []; // no packet was ever kept here
      throw error;
    });
    return names.filter(name => name.endsWith(ENDING) && !name.startsWith('.')).sort();
  };

  const fileNameOf = async (packetId: PacketId): Promise<string> => {
    const names = await fileNames();
    return names.find(name => name === packetId + ENDING) ?? names.find(name => idOf(name) === packetId) ?? packetId + ENDING;
  };

  const read = (packetId: PacketId): Promise<Read> => unlessRefused(folder, async () => readFileOf(await fileNameOf(packetId)));

  const writeFile = async (packetId: PacketId, fileName: string, file: string | Uint8Array): Promise<PacketEntry> => {
    await mkdir(folder, { recursive: true });
    const path = join(folder, fileName);
    await writeFileWhole(path, file);
    return { packetId, bytes: Buffer.byteLength(file), revision: await stampOf(path) };
  };

  const write = async (packetId: PacketId, fileName: string, document: PacketDocument): Promise<Read> =>
    ok({ document, ...(await writeFile(packetId, fileName, `${JSON.stringify(document, null, 2)}\n`)) });

  /** Null for one that went while the folder was read. */
  const entryOf = async (fileName: string, packetId: PacketId): Promise<PacketEntry | null> => {
    const path = join(folder, fileName);
    try {
      return { packetId, bytes: (await stat(path)).size, revision: await stampOf(path) };
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  };

  const change = (work: () => Promise<Read>): Promise<Read> => inTurn('change', () => unlessRefused(folder, work));

  return {
    async list() {
      const lines: Line[] = [];
      const listed = await unlessRefused(folder, async () => {
        for (const fileName of await fileNames()) lines.push(...listLine(idOf(fileName), await readFileOf(fileName)));
        return null;
      });
      // What is wrong with the folder itself stands in the list too, so that nobody takes it for empty.
      if (listed !== null) lines.push(...listLine(PacketId.parse('packets'), listed));
      return lines.toSorted((a, b) => titleOf(a).localeCompare(titleOf(b), 'en'));
    },
    read,
    entries: () =>
      unlessRefused(folder, async () => {
        const names = await fileNames();
        const found = await Promise.all(names.map(async name => (await entryOf(name, idOf(name))) ?? []));
        return ok(found.flat());
      }),
    content: (packetId, known) =>
      unlessRefused<Result<PacketContent, ShelfProblem>>(folder, async () => {
        const fileName = await fileNameOf(packetId);
        const path = join(folder, fileName);
        const entry = await entryOf(fileName, packetId);
        if (entry === null) return refused({ kind: 'no-such-packet' });
        if (entry.bytes > MAX_PACKET_BYTES) return refused({ kind: 'not-a-packet', sentence: tooLargeSentence(path, entry.bytes) });
        return ok({ ...entry, content: entry.revision === known ? null : await readFile(path) });
      }),
    put: (place, file, revision) =>
      inTurn('change', () =>
        unlessRefused<Result<PacketEntry, ShelfProblem | ChangedMeanwhile>>(folder, async () => {
          const packetId = typeof place === 'string' ? place : freeId(place.name, new Set((await fileNames()).map(idOf)));
          const fileName = await fileNameOf(packetId);
          const there = await entryOf(fileName, packetId);
          if (there !== null && there.revision !== revision) return refused({ kind: 'changed-meanwhile', revision: there.revision });
          return there === null && revision !== null ? refused({ kind: 'no-such-packet' }) : ok(await writeFile(packetId, fileName, file));
        }),
      ),
    remove: (packetId, revision) =>
      inTurn('change', () =>
        unlessRefused<Result<null, ShelfProblem | ChangedMeanwhile>>(folder, async () => {
          const path = join(folder, await fileNameOf(packetId));
          const now = await stampOf(path);
          if (now !== revision) return refused({ kind: 'changed-meanwhile', revision: now });
          await rm(path);
          await rm(join(folder, packetId + MANIFEST_ENDING), { force: true });
          return ok(null);
        }),
      ),
    add: (name, document) =>
      change(async () => {
        const packetId = freeId(name, new Set((await fileNames()).map(idOf)));
        return write(packetId, packetId + ENDING, document);
      }),
  };
}

type Line = Awaited<ReturnType<PacketShelf['list']>>[number];

/** What the disk refuses, as a value: it happens on an ordinary day. */
async function unlessRefused<Value>(path: string, work: () => Promise<Value>): Promise<Value | Result<never, ShelfProblem>> {
  try {
    return await work();
  } catch (error) {
    return refused(isMissing(error) ? { kind: 'no-such-packet' } : { kind: 'storage', sentence: fileSentence(error, path) });
  }
}

/** None for a file that went while the folder was read. */
function listLine(packetId: PacketId, read: Read): Line[] {
  if (read.ok) return [read.value];
  return read.error.kind === 'no-such-packet' ? [] : [{ packetId, bytes: 0, problem: read.error.sentence }];
}

const titleOf = (line: Line): string => ('document' in line ? (line.document.title ?? line.packetId) : line.packetId);

function idOf(fileName: string): PacketId {
  const stem = fileName.slice(0, -ENDING.length);
  const asItIs = PacketId.safeParse(stem);
  return asItIs.success ? asItIs.data : PacketId.parse(slug(stem));
}

function freeId(name: string, taken: ReadonlySet<PacketId>): PacketId {
  const first = PacketId.parse(slug(name));
  for (let number = 1; ; number++) {
    const id = number === 1 ? first : PacketId.parse(`${first}-${number}`);
    if (!taken.has(id)) return id;
  }
}

async function readPacket(path: string, packetId: PacketId, revision: string): Promise<Read> {
  const { size: bytes } = await stat(path);
  if (bytes > MAX_PACKET_BYTES) return refused({ kind: 'not-a-packet', sentence: tooLargeSentence(path, bytes) });
  const document = readPacketText(await readFile(path, 'utf8'));
  if (!document.ok) return refused({ kind: 'not-a-packet', sentence: `${path}: ${document.error.sentence}` });
  return ok({ packetId, document: document.value, bytes, revision });
}

const tooLargeSentence = (path: string, bytes: number): string =>
  `${path} is ${String(Math.ceil(bytes / 1024 / 1024))} MB large, more than the 64 MB a packet may have. Split its evidence.`;
