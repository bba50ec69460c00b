import { z } from 'zod';
import { sha256Hex } from '#sha256';
import type { Run } from '../trace/run.ts';
import type { TraceRow } from '../trace/trace-row.ts';
import type { StoredRun } from './stored-facts.ts';
import type { Break } from './verify-report.ts';

/** Finished documents as files, under the names that the trace gives them. */
export interface ArtefactFiles {
  /** Null when the file is not there. */
  read(path: string): Promise<string | null>;
  /** Paths of files that a crash left with their text and without their name: the next start gives it to them. */
  staged(): Promise<ReadonlySet<string>>;
}

/** The parts of an in-toto Statement that name the file and what it was made from. */
const Provenance = z.object({
  subject: z.array(z.object({ digest: z.object({ sha256: z.string() }) })).length(1),
  predicate: z.object({
    buildDefinition: z.object({
      externalParameters: z.object({ version: z.string(), packet: z.string() }),
      resolvedDependencies: z.array(z.object({ name: z.string(), digest: z.object({ sha256: z.string() }) })),
    }),
  }),
});

/** Checks the artefacts of runs; each file is read once, however many runs point at it. */
export function artefactChecker(files: ArtefactFiles): (stored: StoredRun, run: Run, rows: readonly TraceRow[]) => Promise<Break[]> {
  const seen = new Map<string, Promise<string | null>>();
  const once = (key: string, look: () => Promise<string | null>): Promise<string | null> => {
    const before = seen.get(key) ?? look();
    seen.set(key, before);
    return before;
  };
  /** Why a file is not what it ought to be, to follow its name; null when it is. */
  const fileProblem = async (path: string, check: (text: string) => string | null): Promise<string | null> => {
    const text = await files.read(path);
    if (text !== null) return check(text);
    if ((await files.staged()).has(path)) return null;
    // An owner at work may have given it its name between the two looks.
    const named = await files.read(path);
    return named === null ? 'is gone' : check(named);
  };

  return async ({ runId }, run, rows) => {
    const breaks: Break[] = [];
    for (const row of rows) {
      if (row.kind !== 'artefact.emitted') continue;
      const { path, provenancePath, contentHash } = row.data;
      const key = `${contentHash} ${run.versionHash} ${run.packetHash}`;
      const problems = [
        [path, await once(`${path} ${key}`, () => fileProblem(path, text => (isContent(text, contentHash) ? null : CHANGED)))],
        [
          provenancePath,
          await once(`${provenancePath} ${key}`, () => fileProblem(provenancePath, text => provenanceProblem(text, contentHash, run))),
        ],
      ] as const;
      for (const [file, problem] of problems)
        if (problem !== null)
          breaks.push({ runId, seq: row.seq, what: 'artefact', sentence: `The file ${file} of row ${String(row.seq)} ${problem}.` });
    }
    return breaks;
  };
}

const CHANGED = 'was changed after it was written';

const isContent = (text: string, contentHash: string): boolean => `sha256:${sha256Hex(text)}` === contentHash;

/** Its digest is the file's, and it names this run's version, packet and slices: the same evidence under the same version gives the same file. */
function provenanceProblem(text: string, contentHash: string, run: Run): string | null {
  const read = Provenance.safeParse(jsonOrNull(text));
  if (!read.success) return 'is no provenance statement any more';
  const { subject, predicate } = read.data;
  const { externalParameters, resolvedDependencies } = predicate.buildDefinition;
  if (subject[0]?.digest.sha256 !== bare(contentHash)) return 'states another digest than the document has';
  if (externalParameters.version !== run.versionHash || externalParameters.packet !== run.packetHash)
    return 'names another version or packet than the run had';
  const stated = resolvedDependencies.map(({ name, digest }) => `${name} ${digest.sha256}`).toSorted();
  const had = Object.entries(run.slices)
    .map(([name, hash]) => `slice:${name} ${bare(hash)}`)
    .toSorted();
  return stated.join() === had.join() ? null : 'names other slices than the run had';
}

const bare = (hash: string): string => hash.replace(/^sha256:/, '');

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
