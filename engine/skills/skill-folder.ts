import { closeSync, lstatSync, openSync, readdirSync, readFileSync, readSync, type BigIntStats, type Dirent } from 'node:fs';
import { join } from 'node:path';
import { hashText, type Hash } from '../base/hash.ts';
import { MAX_SKILL_CHARS, NOT_UTF8 } from './read-skill-md.ts';

/** The text of one `<folder>/SKILL.md`, and the code that lies beside it. */
export interface SkillText {
  readonly folder: string;
  /** Path of the file, as problems name it. */
  readonly place: string;
  readonly text: string;
  /** Null when there is no `skill.mjs`, `skill.js` or `skill.ts` beside it. */
  readonly code: SkillCode | null;
}

export interface SkillCode {
  readonly file: string;
  /** Of every file in the folder that is code or data of it. */
  readonly hash: Hash;
  /** Why it cannot be used, as a sentence; null when it can. */
  readonly problem: string | null;
}

/** Folders beyond this many are not looked at. */
const MAX_SKILLS = 500;
const MAX_CODE_FILES = 100;
const MAX_CODE_BYTES = 5_000_000;
const ENTRIES = ['skill.mjs', 'skill.js', 'skill.ts'];
/** Earlier prompts of the skill; see `openSkills`. */
export const VERSIONS_FOLDER = 'versions';

/**
 * Gives a function that looks at the folder each time it is called and reads again only the skills of which a file has another size or time of
 * change. `stamp` is equal as long as nothing changed. A folder that is missing holds no skills; links are not followed.
 */
export function readSkillFolder(root: string): () => { readonly stamp: string; readonly texts: readonly SkillText[] } {
  const known = new Map<string, { stamp: string; text: SkillText }>();
  return () => {
    const texts: SkillText[] = [];
    const stamps: string[] = [];
    for (const folder of foldersIn(root)) {
      const place = join(root, folder, 'SKILL.md');
      const own = statOf(place);
      if (own === null) continue;
      const files = codeFiles(join(root, folder), '');
      const stamp = [stampOf(own), ...files.map(({ name, stat }) => `${name} ${stampOf(stat)}`)].join('|');
      let entry = known.get(folder);
      if (entry?.stamp !== stamp) {
        const text = readText(place, own);
        if (text === null) continue;
        entry = { stamp, text: { folder, place, text, code: readCode(join(root, folder), files) } };
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
      .filter(entry => entry.isDirectory() && !entry.name.startsWith('.'))
      .map(entry => entry.name)
      .sort()
      .slice(0, MAX_SKILLS);
  } catch {
    return []; // not there, or not a folder: no skills
  }
}

function statOf(path: string): BigIntStats | null {
  try {
    const stat = lstatSync(path, { bigint: true });
    return stat.isFile() ? stat : null;
  } catch {
    return null;
  }
}

const stampOf = ({ mtimeNs, size, ino }: BigIntStats): string => `${mtimeNs} ${size} ${ino}`;

interface CodeFile {
  /** Relative to the skill's folder. */
  readonly name: string;
  readonly stat: BigIntStats;
}

/** Code and JSON of a skill, by name, two folders deep; one more than allowed, so that too many are seen as such. */
function codeFiles(folder: string, within: string, depth = 0): CodeFile[] {
  const found: CodeFile[] = [];
  for (const entry of entriesIn(join(folder, within))) {
    const name = join(within, entry.name);
    if (found.length > MAX_CODE_FILES) break;
    if (entry.isDirectory() && depth < 2 && entry.name !== VERSIONS_FOLDER && entry.name !== 'node_modules' && !entry.name.startsWith('.'))
      found.push(...codeFiles(folder, name, depth + 1));
    else if (entry.isFile() && /\.(?:[cm]?js|ts|json)$/.test(entry.name)) {
      const stat = statOf(join(folder, name));
      if (stat !== null) found.push({ name, stat });
    }
  }
  return found;
}

function entriesIn(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return []; // gone since the look
  }
}

function readCode(folder: string, files: readonly CodeFile[]): SkillCode | null {
  const entry = ENTRIES.find(name => files.some(file => file.name === name));
  if (entry === undefined) return null;
  const bytes = files.reduce((sum, { stat }) => sum + Number(stat.size), 0);
  const problem =
    files.length > MAX_CODE_FILES
      ? `It has more than ${MAX_CODE_FILES} files of code. Bundle them into one.`
      : bytes > MAX_CODE_BYTES
        ? `Its files of code are larger than ${MAX_CODE_BYTES / 1_000_000} MB. Make them smaller.`
        : null;
  const texts = problem === null ? files.map(({ name }) => `${name}\n${wholeText(join(folder, name))}`) : [];
  return { file: join(folder, entry), hash: hashText('atelier/value/v1', texts.join('\0')), problem };
}

function wholeText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // gone since the look: the next look has another stamp
  }
}

/** Null when the file went away between the look and the reading. Of a huge file only as much as shows that it is too long; what is no UTF-8 reads as nothing. */
function readText(path: string, { size }: BigIntStats): string | null {
  try {
    const bytes = Buffer.alloc(Math.min(Number(size), 4 * MAX_SKILL_CHARS + 4));
    const file = openSync(path, 'r');
    try {
      const read = readSync(file, bytes, 0, bytes.length, 0);
      const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes.subarray(0, read), {
        stream: Number(size) > bytes.length,
      });
      return text.slice(0, MAX_SKILL_CHARS + 1);
    } finally {
      closeSync(file);
    }
  } catch (fault) {
    return fault instanceof TypeError ? NOT_UTF8 : null;
  }
}
