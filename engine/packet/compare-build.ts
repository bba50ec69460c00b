import type { Hash } from '../base/hash.ts';
import type { SliceName } from '../base/ids.ts';
import type { PacketManifest } from './packet-manifest.ts';

/** How a slice stands to the last build: `unread` when its source could not be read, so nobody knows. */
export type SliceChange = 'new' | 'same' | 'changed' | 'removed' | 'unread';

export interface SliceStanding {
  readonly name: SliceName;
  readonly change: SliceChange;
  /** True when the packet holds something here that no build made: keeping the new build would replace it. */
  readonly editedByHand: boolean;
}

type Hashes = ReadonlyMap<SliceName, Hash>;

/**
 * How each slice of a build stands to the last build and to what the packet holds, by name: also slices that only one of the three has. `wanted` are the
 * recipe's slices, `built` the content hashes of those that could be read, `held` those of the packet as it lies there.
 */
export function compareBuild(
  wanted: readonly SliceName[],
  built: Hashes,
  held: Hashes,
  manifest: PacketManifest | null,
): readonly SliceStanding[] {
  // true: a manifest's keys were parsed as names
  const last: Hashes = new Map(Object.entries(manifest?.slices ?? {}).map(([name, { contentHash }]) => [name as SliceName, contentHash]));
  const names = [...new Set([...wanted, ...last.keys(), ...held.keys()])].toSorted();
  return names.map(name => ({
    name,
    change: changeOf(wanted.includes(name), built.get(name), last.get(name)),
    editedByHand: held.has(name) && held.get(name) !== last.get(name) && held.get(name) !== built.get(name),
  }));
}

function changeOf(isWanted: boolean, now: Hash | undefined, before: Hash | undefined): SliceChange {
  if (!isWanted) return 'removed';
  if (now === undefined) return 'unread';
  if (before === undefined) return 'new';
  return now === before ? 'same' : 'changed';
}

/** `2 slices changed, 1 is new, 3 are as they were`, for a person; of nothing but equal slices that nothing changed. */
export function changeSentence(standings: readonly SliceStanding[]): string {
  const count = (change: SliceChange): number => standings.filter(one => one.change === change).length;
  const [changed, fresh, gone, same] = [count('changed'), count('new'), count('removed'), count('same')];
  if (changed + fresh + gone === 0) return 'Nothing changed since the last build.';
  const parts = [
    changed === 0 ? null : `${slices(changed)} changed`,
    fresh === 0 ? null : `${slices(fresh)} ${fresh === 1 ? 'is' : 'are'} new`,
    gone === 0 ? null : `${slices(gone)} went`,
    same === 0 ? null : `${slices(same)} ${same === 1 ? 'is as it was' : 'are as they were'}`,
  ].filter(part => part !== null);
  return `${parts.join(', ')}.`;
}

const slices = (count: number): string => `${String(count)} ${count === 1 ? 'slice' : 'slices'}`;
