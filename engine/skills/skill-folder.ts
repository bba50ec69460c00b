import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { MAX_SKILL_CHARS } from './read-skill-md.ts';

/** The text of one `<folder>/SKILL.md`. */
export interface SkillText {
  readonly folder: string;
  /** Path of the file, as problems name it. */
  readonly place: string;
  readonly text: string;
}

/** Folders beyond this many are not looked at. */
const MAX_SKILLS = 500;

/**
 * Gives a function that looks at the folder each time it is called and reads again only the files whose size or time of change is another.
 * `stamp` is equal as long as nothing changed. A folder that is missing holds no skills.
 */
export function readSkillFolder(root: string): () => { readonly stamp: string; readonly texts: readonly SkillText[] } {
  const known = new Map<string, { stamp: string; text: SkillText }>();
  return () => {
    const texts: SkillText[] = [];
    const stamps: string[] = [];
    for (const folder of foldersIn(root)) {
      const place = join(root, folder, 'SKILL.md');
      const stamp = stampOf(place);
      if (stamp === null) continue;
      let entry = known.get(folder);
      if (entry?.stamp !== stamp) {
        const text = readText(place);
        if (text === null) continue;
        entry = { stamp, text: { folder, place, text } };
        known.set(folder, entry);
      }
      texts.push(entry.text);
      stamps.push(`${folder} ${stamp}`);
    }
    return { stamp: stamps.join('\n'), texts };
  };
}

function foldersIn(root: string): string[] {
  try {
    const entries = readdirSync(root, { withFileTypes: true });
    return entries
      .filter(entry => entry.isDirectory())
      .map(entry => entry.name)
      .sort()
      .slice(0, MAX_SKILLS);
  } catch {
    return []; // not there, or not a folder: no skills
  }
}

function stampOf(path: string): string | null {
  const stat = statSync(path, { throwIfNoEntry: false, bigint: true });
  return stat?.isFile() === true ? `${stat.mtimeNs} ${stat.size} ${stat.ino}` : null;
}

/** Null when the file went away between the look and the reading. Of a huge file only as much as shows that it is too long. */
function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').slice(0, MAX_SKILL_CHARS + 1);
  } catch {
    return null;
  }
}
