import type { OrgId, RunId } from '../base/ids.ts';
import { foldRun } from '../trace/fold-run.ts';
import type { Run } from '../trace/run.ts';
import { rowOfSealed } from '../trace/stored-row.ts';
import type { TraceRow } from '../trace/trace-row.ts';
import { artefactChecker, type ArtefactFiles } from './artefact-breaks.ts';
import { chainBreaks } from './chain-breaks.ts';
import { signedBreak, signedHeads, type CheckpointSources } from './checkpoint-breaks.ts';
import { dispatchBreaks, eventBreaks } from './event-breaks.ts';
import { ledgerBreaks, ledgerKey, lineBreaks } from './projection-breaks.ts';
import { memoryChainBreaks, rememberedBreaks } from './memory-breaks.ts';
import type { StoredFacts, StoredRun, StoredValue } from './stored-facts.ts';
import { strayBreak, valueBreaks, valueKey, valuesOf } from './value-breaks.ts';
import type { Break, VerifyReport } from './verify-report.ts';
import { waitBreaks } from './wait-breaks.ts';

export interface VerifyNeeds {
  readonly orgId: OrgId;
  readonly facts: StoredFacts;
  readonly artefacts: ArtefactFiles;
  readonly checkpoints: CheckpointSources;
  /** Lets others have their turn. */
  readonly breathe: () => Promise<void>;
}

/** Runs read in one go. */
const PAGE = 100;
/** Values hashed in one go. */
const VALUES_AT_ONCE = 500;

/**
 * Checks a workspace, or one run of it: each chain, that of Sage's memory among them; that lines, waits, taken events and ledger say what the trace says; that every value and
 * every artefact is what its hash says; that all is as the checkpoints signed it. Reads the tables themselves and not through the engine's
 * own reading, which passes over what it does not know.
 *
 * What the chain alone cannot see, since whoever makes it anew has all it takes, only a checkpoint shows: a run removed as a whole, an end cut
 * off together with the run's line, a chain made anew from some row on. A checkpoint that was kept elsewhere shows it also when everything in
 * the workspace was written to fit.
 */
export async function verify(needs: VerifyNeeds, only: RunId | null): Promise<VerifyReport> {
  const { orgId, facts } = needs;
  const signed = await signedHeads(needs.checkpoints);
  const known = new Map<string, boolean>();
  const changed = new Map<string, StoredValue>();
  const note = async (values: Iterable<StoredValue>): Promise<void> => {
    let count = 0;
    for (const value of values) {
      const key = valueKey(value.what, value.hash);
      const holds = value.found === value.hash;
      known.set(key, holds && known.get(key) !== false);
      if (!holds) changed.set(key, value);
      if (++count % VALUES_AT_ONCE === 0) await needs.breathe();
    }
  };

  const breaks: Break[] = [...signed.breaks];
  const unseen = new Set(only === null ? signed.heads.keys() : signed.heads.has(only) ? [only] : []);
  const artefactBreaks = artefactChecker(needs.artefacts);
  let runCount = 0;
  let rowCount = 0;
  const check = async (stored: StoredRun): Promise<void> => {
    runCount++;
    rowCount += stored.rows.length;
    const chain = chainBreaks(stored);
    const folded = chain.length === 0 ? foldStored(stored) : null;
    if (folded !== null && 'what' in folded) chain.push(folded);
    const read = folded === null || 'what' in folded ? null : folded;
    const needed = valuesOf(stored, read?.run ?? null);
    // Of one run all of them; else those that a run brought which began after they were read.
    const unknown = needed.filter(({ what, hash }) => !known.has(valueKey(what, hash)));
    if (unknown.length > 0) await note(facts.values(orgId, [...new Set(unknown.map(({ hash }) => hash))]));
    const values = valueBreaks(stored.runId, needed, known);
    if (changed.size > 0) for (const { what, hash } of needed) changed.delete(valueKey(what, hash));
    const beside = read === null ? [] : [...besideBreaks(stored, read, facts), ...(await artefactBreaks(stored, read.run, read.rows))];
    const sealed = signedBreak(stored.runId, stored, signed.heads.get(stored.runId) ?? []);
    unseen.delete(stored.runId);
    breaks.push(...chain, ...(sealed === null ? [] : [sealed]), ...beside, ...values);
  };

  if (only === null) {
    await note(facts.values(orgId, null));
    breaks.push(...memoryChainBreaks(facts.memories(orgId)));
    let after = '';
    for (;;) {
      const page = await facts.runs(orgId, after, PAGE);
      for (const stored of page) await check(stored);
      const last = page.at(-1);
      if (last === undefined) break;
      after = last.runId;
      await needs.breathe();
    }
  } else {
    const stored = await facts.run(orgId, only);
    if (stored !== null) await check(stored);
  }
  for (const runId of unseen) {
    const gone = signedBreak(runId as RunId, null, signed.heads.get(runId) ?? []); // true: heads are keyed by run id
    if (gone !== null) breaks.push(gone);
  }
  breaks.push(...[...changed.values()].map(strayBreak));
  return { runs: runCount, rows: rowCount, values: known.size, checkpoints: signed.count, ok: breaks.length === 0, breaks };
}

interface Folded {
  readonly run: Run;
  readonly rows: readonly TraceRow[];
}

/** The run that the rows fold to, or why there is none. */
function foldStored({ runId, rows }: StoredRun): Folded | Break {
  if (rows.length === 0)
    return { runId, seq: 0, what: 'gap', sentence: 'The run stands in the list and has no trace: its rows were removed.' };
  try {
    const read = rows.map(rowOfSealed);
    return { run: foldRun(read), rows: read };
  } catch (fault) {
    const why = fault instanceof Error ? fault.message.slice(0, 300) : String(fault);
    return { runId, seq: 0, what: 'unreadable', sentence: `The rows of this run are not such as Atelier writes: ${why}` };
  }
}

function besideBreaks(stored: StoredRun, { run, rows }: Folded, facts: StoredFacts): Break[] {
  const recorded = new Map(
    rows.flatMap(row =>
      row.kind === 'ledger.recorded' ? [[ledgerKey(row.seq, row.data.stage), { seq: row.seq, rowHash: row.data.rowHash }] as const] : [],
    ),
  );
  return [
    ...lineBreaks(stored, run, facts.lineOf),
    ...waitBreaks(stored, run, rows),
    ...eventBreaks(stored, rows),
    ...dispatchBreaks(stored, rows),
    ...ledgerBreaks(stored, recorded, run),
    ...rememberedBreaks(stored, rows),
  ];
}
