import { PacketId, type OrgId } from '../base/ids.ts';
import { ok, refused, type Result } from '../base/result.ts';
import type { Secrets } from '../base/secrets.ts';
import type { Clock } from '../base/world.ts';
import type { PacketShelf, ShelfProblem, PacketEntry } from '../packet/packet-shelf.ts';
import type { SourceOf } from '../packet/slice-source.ts';
import { SHOWN_AT_ONCE } from '../packet/view-packet.ts';
import { buildSources, placesOf } from './build-sources.ts';
import { openKeptPackets } from './kept-packets.ts';
import type { PacketDesk, PacketLine } from './packet-desk.ts';
import { openReadingThreads } from './reading-threads.ts';
import type { Given } from './read-source.ts';

export interface DeskNeeds {
  readonly shelf: PacketShelf;
  /** What sources' paths start from, and never lead out of. */
  readonly folder: string;
  readonly orgId: OrgId;
  readonly clock: Pick<Clock, 'nowUs'>;
  readonly secrets: Secrets;
  /** What an earlier run gave. */
  readonly outputOf: (source: SourceOf<'run'>) => Promise<Given>;
}

/** The packets of a shelf and the sources under a folder. Threads start when something large comes. */
export function openPacketDesk(needs: DeskNeeds): PacketDesk {
  const { shelf, orgId, clock } = needs;
  const kept = openKeptPackets(shelf);
  const threads = openReadingThreads();
  const lines = new Map<PacketId, { readonly revision: string; readonly line: PacketLine }>();

  const lineOf = async ({ packetId, bytes, revision }: PacketEntry): Promise<PacketLine[]> => {
    const known = lines.get(packetId);
    if (known?.revision === revision) return [known.line];
    const read = await kept.with(packetId, ask => ask({ kind: 'head' }));
    if (!read.ok && read.error.kind === 'no-such-packet') return []; // it went while the folder was read
    const line: PacketLine = read.ok
      ? { packetId, bytes, title: read.value.answer.title ?? packetId, sliceNames: read.value.answer.sliceNames, problem: null }
      : { packetId, bytes, title: packetId, sliceNames: [], problem: sentenceOf(read.error) };
    lines.set(packetId, { revision, line });
    return [line];
  };

  const places = () => ({ folder: needs.folder, secrets: needs.secrets, outputOf: needs.outputOf, nowUs: clock.nowUs() });

  return {
    async lines() {
      const entries = await shelf.entries();
      // What is wrong with the folder itself stands in the list too, so that nobody takes it for empty.
      if (!entries.ok) return entries.error.kind === 'no-such-packet' ? [] : [folderLine(sentenceOf(entries.error))];
      const found: PacketLine[] = [];
      for (const entry of entries.value) found.push(...(await lineOf(entry)));
      return found.toSorted((a, b) => a.title.localeCompare(b.title, 'en'));
    },
    async view(packetId) {
      const read = await kept.with(packetId, ask => ask({ kind: 'view', previewChars: SHOWN_AT_ONCE }));
      if (!read.ok) return read;
      const { answer, entry } = read.value;
      return answer.ok ? ok({ ...answer.value, ...entry }) : refused({ kind: 'not-a-packet', sentence: answer.error });
    },
    async part(packetId, part) {
      const read = await kept.with(packetId, ask => ask({ kind: 'part', ...part }));
      return read.ok ? ok(read.value.answer) : read;
    },
    async fit(packetId, contract, edits) {
      const read = await kept.with(packetId, ask => ask({ kind: 'fit', orgId, contract, edits }));
      return read.ok ? ok(read.value.answer) : read;
    },
    async save(packetId, change, revision) {
      if (packetId === null) {
        const made = await kept.without(change);
        return made.ok ? shelf.put({ name: change.title ?? 'Packet' }, made.value, null) : made;
      }
      const made = await kept.with(packetId, ask => ask({ kind: 'change', change }));
      if (!made.ok) return made;
      const { answer, entry } = made.value;
      // Without a revision the edits go onto what was read just now, and nothing that came since is lost either.
      return answer.ok ? shelf.put(packetId, answer.value, revision ?? entry.revision) : answer;
    },
    build: (order, onStep, signal) => buildSources(threads, { ...places(), ...order, orgId }, onStep, signal),
    async try(name, source, schema, signal) {
      const task = { kind: 'try' as const, ...(await placesOf(places(), [[name, source]])), name, source, schema };
      const read = await threads.read(task, [source], () => undefined, signal);
      return read.ok ? read.value : read;
    },
    async document(fileName, bytes) {
      const task = { kind: 'document' as const, fileName, bytes, nowUs: clock.nowUs(), previewChars: SHOWN_AT_ONCE };
      const read: Result<Awaited<ReturnType<PacketDesk['document']>>, string> = await threads.read(
        task,
        [],
        () => undefined,
        new AbortController().signal,
      );
      return read.ok ? read.value : read;
    },
    async close() {
      await Promise.all([kept.close(), threads.close()]);
    },
  };
}

const sentenceOf = (problem: ShelfProblem): string =>
  problem.kind === 'no-such-packet' ? 'It went while the folder was read.' : problem.sentence;

const folderLine = (problem: string): PacketLine => ({
  packetId: PacketId.parse('packets'),
  bytes: 0,
  title: 'packets',
  sliceNames: [],
  problem,
});
