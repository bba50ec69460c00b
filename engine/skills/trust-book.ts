import { readFileSync, realpathSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { hashText } from '../base/hash.ts';

/** What a person decided on the skills that a workspace brings along. */
export const TrustDecision = z.enum(['trusted', 'restricted']);
export type TrustDecision = z.infer<typeof TrustDecision>;

export const TrustRecord = z.object({
  format: z.literal('atelier-trust/1'),
  decision: TrustDecision,
  /** The workspace's folder, every link followed. */
  folder: z.string(),
  /** Of that very folder: another one put in its place is not the one that was meant. */
  inode: z.string(),
  /** The account that decided. */
  by: z.string(),
  atUs: z.int(),
});
export type TrustRecord = z.infer<typeof TrustRecord>;

/**
 * Which workspaces this person trusts. Kept in the person's own folder, one file a workspace, never inside of a workspace: what was downloaded
 * cannot say of itself that it is trusted, and a copy or another folder of the same name is asked about anew.
 */
export interface TrustBook {
  /** Null as long as nobody decided on this folder. */
  read(folder: string): TrustRecord | null;
  /** Throws when the disk refuses. */
  write(folder: string, decision: TrustDecision, by: string, atUs: number): Promise<void>;
  /** As if nobody had ever decided. */
  forget(folder: string): Promise<void>;
}

export interface TrustBookNeeds {
  readonly bookFolder: string;
  /** Writes a file whole or not at all, with the folders it stands in. */
  readonly writeWhole: (path: string, text: string) => Promise<void>;
}

export function openTrustBook({ bookFolder, writeWhole }: TrustBookNeeds): TrustBook {
  const fileOf = (folder: string): string => join(bookFolder, `${hashText('atelier/value/v1', folder).slice('sha256:'.length, 39)}.json`);
  return {
    read(given) {
      const place = placeOf(given);
      if (place === null) return null;
      const record = readRecord(fileOf(place.folder));
      return record?.folder === place.folder && record.inode === place.inode ? record : null;
    },
    async write(given, decision, by, atUs) {
      const place = placeOf(given);
      if (place === null) throw new Error(`${given} is not there, so there is nothing to decide on.`);
      const record: TrustRecord = { format: 'atelier-trust/1', decision, ...place, by, atUs };
      await writeWhole(fileOf(place.folder), `${JSON.stringify(record, null, 2)}\n`);
    },
    async forget(given) {
      await rm(fileOf(placeOf(given)?.folder ?? given), { force: true });
    },
  };
}

/** Trusts every workspace and remembers nothing: for programs that made the workspace themselves. */
export const TRUST_ALL: TrustBook = {
  read: folder => ({ format: 'atelier-trust/1', decision: 'trusted', folder, inode: '', by: 'the program', atUs: 0 }),
  write: () => Promise.resolve(),
  forget: () => Promise.resolve(),
};

function placeOf(given: string): { readonly folder: string; readonly inode: string } | null {
  try {
    const folder = realpathSync(given);
    return { folder, inode: String(statSync(folder, { bigint: true }).ino) };
  } catch {
    return null; // not there: nothing is decided on it
  }
}

function readRecord(file: string): TrustRecord | null {
  try {
    const read = TrustRecord.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    return read.success ? read.data : null;
  } catch {
    return null; // no record, or none that can be understood: nobody decided
  }
}
