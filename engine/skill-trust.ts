import { join } from 'node:path';
import type { Actor } from './base/ids.ts';
import type { Clock } from './base/world.ts';
import { personFolder } from './person-folder.ts';
import { openTrustBook, type TrustBook, type TrustDecision, type TrustRecord } from './skills/trust-book.ts';
import { writeWithFolders } from './stores/folder/write-file-whole.ts';

/** Where one decides on the skills of one workspace. What is decided counts at once, in every process that has the workspace open. */
export interface SkillTrustDesk {
  decision(): TrustDecision | 'undecided';
  /** Null as long as nobody decided. */
  record(): TrustRecord | null;
  give(): Promise<void>;
  /** Null takes back what was decided, so that it is asked again. Throws when the disk refuses. */
  decide(decision: TrustDecision | null): Promise<void>;
}

export function openSkillTrust(needs: {
  readonly folder: string;
  readonly me: Actor;
  readonly clock: Clock;
  readonly book: TrustBook;
}): SkillTrustDesk {
  const { folder, me, clock, book } = needs;
  const decide: SkillTrustDesk['decide'] = decision =>
    decision === null ? book.forget(folder) : book.write(folder, decision, me, clock.nowUs());
  return {
    decision: () => book.read(folder)?.decision ?? 'undecided',
    record: () => book.read(folder),
    give: () => decide('trusted'),
    decide,
  };
}

/** The book of whoever this account belongs to. `ATELIER_TRUST=1` trusts every workspace that this one process opens, and notes nothing. */
export function personsTrustBook(environment: Readonly<Record<string, string | undefined>>): TrustBook {
  const book = openTrustBook({ bookFolder: join(personFolder(environment), 'trust'), writeWhole: writeWithFolders });
  if (environment['ATELIER_TRUST'] !== '1') return book;
  return { ...book, read: folder => ({ format: 'atelier-trust/1', decision: 'trusted', folder, inode: '', by: 'ATELIER_TRUST', atUs: 0 }) };
}
