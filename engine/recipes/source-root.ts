import { constants } from 'node:fs';
import { open, opendir, realpath } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import picomatch from 'picomatch';
import { ok, refused, type Result } from '../base/result.ts';
import { sha256OfBytes } from './sha256-of-bytes.ts';
import type { SourceFile } from '../packet/packet-manifest.ts';
import { isSourceGlob, isSourcePath } from '../packet/source-path.ts';

/** Larger files are no evidence that anybody reads. */
export const MAX_FILE_BYTES = 64 * 1024 * 1024;
export const MAX_FILES = 5000;
/** How many names a pattern may lead past before the search is given up. */
const MAX_LOOKED_AT = 500_000;
/** What the engine itself keeps in a workspace: never evidence. */
const OWN_FILES = /^(?:atelier\.db.*|workspace\.json|keys\.json|checkpoint-key.*)$/i;

export interface FoundFile extends SourceFile {
  readonly content: Uint8Array;
}

/** The folder that sources are read from. Nothing outside it is opened, wherever paths and links lead; refusals are sentences. */
export interface SourceRoot {
  /** A file's bytes, and what it was. */
  read(path: string): Promise<Result<FoundFile, string>>;
  /** Where a file lies, for programs that open it themselves. */
  place(path: string): Promise<Result<string, string>>;
  /** Paths of the files that a pattern names, sorted; `passed` counts links that lead outside or nowhere. */
  find(glob: string): Promise<Result<{ readonly paths: readonly string[]; readonly passed: number }, string>>;
}

export function openSourceRoot(folder: string): SourceRoot {
  const place = async (path: string): Promise<Result<string, string>> => {
    if (!isSourcePath(path)) return refused(`${path} leads out of the workspace. Put the file into the workspace and name it from there.`);
    if (isOwn(path)) return refused(`${path} belongs to the workspace itself and is no evidence. Name another file.`);
    try {
      const [root, real] = await Promise.all([realpath(folder), realpath(join(folder, path))]);
      if (real !== root && !real.startsWith(root + sep))
        return refused(`${path} is a link that leads out of the workspace. Put the file itself there.`);
      return isOwn(relative(root, real)) ? refused(`${path} is a link to a file of the workspace itself. Name another file.`) : ok(real);
    } catch (error) {
      return refused(openingSentence(path, error));
    }
  };

  return {
    place,
    async read(path) {
      const found = await place(path);
      return found.ok ? readWhole(path, found.value) : found;
    },
    async find(glob) {
      if (!isSourceGlob(glob)) return refused(`${glob} leads out of the workspace. Write the pattern from the workspace’s folder.`);
      const { base } = picomatch.scan(glob);
      const matches = picomatch(glob, { dot: false, noextglob: true, nocase: process.platform === 'win32' });
      const paths: string[] = [];
      let looked = 0;
      let passed = 0;
      const walk = async (below: string): Promise<string | null> => {
        for await (const entry of await opendir(join(folder, below))) {
          looked += 1;
          if (looked > MAX_LOOKED_AT)
            return `${glob} leads through more than ${MAX_LOOKED_AT.toLocaleString('en')} files. Begin it with a folder’s name.`;
          const path = below === '' ? entry.name : `${below}/${entry.name}`;
          if (isOwn(path) && !matches(path)) continue;
          if (entry.isDirectory()) {
            if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
            const fault = await walk(path);
            if (fault !== null) return fault;
          } else if (matches(path) && !isOwn(path)) {
            if (entry.isSymbolicLink() && !(await place(path)).ok) passed += 1;
            else paths.push(path);
            if (paths.length > MAX_FILES)
              return `${glob} matches more than ${MAX_FILES.toLocaleString('en')} files. Narrow it, or build several packets.`;
          }
        }
        return null;
      };
      try {
        const start = base === '.' ? '' : base;
        const inside = start === '' ? ok('') : await place(start);
        if (!inside.ok) return inside;
        const fault = await walk(start);
        if (fault !== null) return refused(fault);
      } catch (error) {
        if (codeOf(error) !== 'ENOTDIR') return refused(openingSentence(base, error));
      }
      if (paths.length === 0)
        return refused(`${glob} matches no file. Look at the folder’s name and the ending; ** stands for any folders between.`);
      return ok({ paths: paths.toSorted(), passed });
    },
  };
}

/** Hidden files are somebody's settings. */
const isOwn = (path: string): boolean => {
  const parts = path.split(/[/\\]/);
  return parts.some(part => part.startsWith('.') && part !== '.') || OWN_FILES.test(parts.filter(part => part !== '.').join('/'));
};

async function readWhole(path: string, real: string): Promise<Result<FoundFile, string>> {
  try {
    // Without O_NONBLOCK a named pipe would be waited for without end.
    const file = await open(real, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const found = await file.stat({ bigint: true });
      if (found.isDirectory()) return refused(`${path} is a folder. Name a file in it, or all of them with ${path}/**/*.`);
      if (!found.isFile()) return refused(`${path} is no ordinary file. Name a document.`);
      if (found.size > BigInt(MAX_FILE_BYTES))
        return refused(`${path} is ${String(found.size / 1_000_000n)} MB; at most 64 MB are read. Cut it into parts.`);
      const content = await file.readFile();
      const modifiedAtUs = Number(found.mtimeNs / 1000n);
      return ok({ path, bytes: content.length, fileHash: sha256OfBytes(content), modifiedAtUs, content });
    } finally {
      await file.close();
    }
  } catch (error) {
    return refused(openingSentence(path, error));
  }
}

function openingSentence(path: string, error: unknown): string {
  switch (codeOf(error)) {
    case 'ENOENT':
    case 'ENOTDIR':
      return `There is no file ${path} in the workspace. Put it there, or correct its name.`;
    case 'ELOOP':
      return `${path} is a link that leads round in a circle. Put the file itself there.`;
    case 'EACCES':
    case 'EPERM':
      return `${path} may not be read. Give yourself the right to read it.`;
    case 'ENAMETOOLONG':
      return `${path.slice(0, 80)}… is longer than a file’s name can be.`;
    case 'EISDIR':
      return `${path} is a folder. Name a file in it, or all of them with ${path}/**/*.`;
    case null:
      throw error;
    default:
      return `${path} cannot be read (${codeOf(error) ?? ''}). Look at the disk and try again.`;
  }
}

const codeOf = (error: unknown): string | null =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
