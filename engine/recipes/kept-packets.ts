import type { PacketId } from '../base/ids.ts';
import { ok, refused, type Result } from '../base/result.ts';
import type { BadEdit } from '../packet/packet-edit.ts';
import type { PacketDocument } from '../packet/packet.ts';
import type { PacketEntry, PacketShelf, ShelfProblem } from '../packet/packet-shelf.ts';
import { doTask, KEPT_PACKETS } from './do-task.ts';
import { openThread, ThreadLost, type PacketThread } from './open-thread.ts';
import type { PacketChange } from './packet-tasks.ts';
import type { AnswerOf, Task, TaskKind, TaskOf } from './thread-messages.ts';

/** To parse and hash so much takes some 10 ms, which nobody notices; more goes into the thread. */
export const LARGE_BYTES = 256 * 1024;

/** A task about one packet, without saying which. */
type Ask = <Kind extends 'head' | 'view' | 'part' | 'fit' | 'change'>(
  task: Omit<TaskOf<Kind>, 'key'> & { readonly kind: Kind },
) => Promise<AnswerOf<Kind>>;

/** Parsed packets, kept where they are asked about: small ones here, large ones in a thread that parses, shows and hashes them. */
export interface KeptPackets {
  /** Asks about a packet as it lies on the shelf now. */
  with<Answer>(
    packetId: PacketId,
    use: (ask: Ask) => Promise<Answer>,
  ): Promise<Result<{ readonly answer: Answer; readonly entry: PacketEntry }, ShelfProblem>>;
  /** The file of a new packet. */
  without(change: PacketChange): Promise<Result<Uint8Array, BadEdit>>;
  close(): Promise<void>;
}

interface Place {
  /** Revisions by packet, the one asked for last standing last: what the place keeps. */
  readonly has: Map<PacketId, string>;
  ask<Kind extends TaskKind>(task: TaskOf<Kind>): Promise<AnswerOf<Kind>>;
}

export function openKeptPackets(shelf: PacketShelf): KeptPackets {
  let thread: PacketThread | null = null;
  const here = placeHere();
  let there = placeThere(() => (thread ??= openThread()));
  // A packet is kept and asked about in one go: what comes in between might push it out.
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <Value>(work: () => Promise<Value>): Promise<Value> => {
    const mine = turn.then(work, work);
    turn = mine.catch(() => undefined);
    return mine;
  };

  return {
    with: (packetId, use) =>
      inTurn(async () => {
        const known = there.has.get(packetId) ?? here.has.get(packetId) ?? null;
        const read = await shelf.content(packetId, known);
        if (!read.ok) return read;
        const { content, ...entry } = read.value;
        const place = entry.bytes > LARGE_BYTES ? there : here;
        const key = `${packetId} ${entry.revision}`;
        try {
          if (content !== null) {
            const taken = await place.ask({ kind: 'keep', key, file: content });
            if (!taken.ok) return refused({ kind: 'not-a-packet', sentence: `The packet ${packetId}: ${taken.error}` });
            remember(place.has, packetId, entry.revision);
          }
          const ask: Ask = task => place.ask({ ...task, key });
          return ok({ answer: await use(ask), entry });
        } catch (error) {
          if (!(error instanceof ThreadLost)) throw error;
          thread = null;
          there = placeThere(() => (thread ??= openThread()));
          return refused({
            kind: 'storage',
            sentence: `The packet ${packetId} needs more memory than there is. Close what is open and try again.`,
          });
        }
      }),
    without: async change => {
      const size = change.edits.reduce((sum, edit) => sum + (edit.edit === 'write' ? edit.text.length : 0), 0);
      return (size > LARGE_BYTES ? there : here).ask({ kind: 'change', key: null, change });
    },
    async close() {
      await thread?.end('stopped');
      thread = null;
    },
  };
}

function remember(has: Map<PacketId, string>, packetId: PacketId, revision: string): void {
  has.delete(packetId);
  has.set(packetId, revision);
  for (const old of [...has.keys()].slice(0, -KEPT_PACKETS)) has.delete(old);
}

function placeHere(): Place {
  const kept = new Map<string, PacketDocument>();
  const needs = { kept, nowMs: () => performance.now(), onStep: () => undefined };
  return {
    has: new Map(),
    // true: every task is one of the kinds
    ask: <Kind extends TaskKind>(task: TaskOf<Kind>) => doTask(task as Task, needs),
  };
}

const placeThere = (thread: () => PacketThread): Place => ({ has: new Map(), ask: task => thread().ask(task) });
