import type { PlainChange, RunLine } from './plain-change.ts';
import type { PlainRow } from './trace-rows.ts';
import type { RunJob } from './run-jobs.ts';

/**
 * Jobs as one text, and back. A thread is given copies, and copying objects by name cost more than writing them: 21 µs a job, of which 15 on the
 * writing side; as lists in one JSON text it is 7. Ordinary boundaries have no facts beside their rows, so those are named only where there are any.
 */
export const textOfJobs = (jobs: readonly RunJob[]): string =>
  JSON.stringify(jobs.map(job => (job.kind === 'change' ? packed(job.change) : job)));

export const jobsOfText = (text: string): readonly RunJob[] =>
  // true: textOfJobs wrote it, in this very process
  (JSON.parse(text) as (Packed | RunJob)[]).map(job =>
    Array.isArray(job) ? { kind: 'change', change: unpacked(job as Packed) } : (job as RunJob),
  );

type Facts = Omit<PlainChange, 'line' | 'rows'>;
type PackedRow = readonly [
  PlainRow['seq'],
  PlainRow['epoch'],
  PlainRow['atUs'],
  PlainRow['prevHash'],
  PlainRow['filled'],
  PlainRow['cells'],
];
type PackedLine = readonly [
  ...[
    RunLine['orgId'],
    RunLine['runId'],
    RunLine['flowId'],
    RunLine['versionNo'],
    RunLine['epoch'],
    RunLine['lastSeq'],
    RunLine['lastHash'],
  ],
  RunLine['columns'],
];
type Packed = readonly [line: PackedLine, rows: readonly PackedRow[], facts: Facts | null];

const NO_FACTS: Facts = {
  blobs: [],
  ledger: [],
  cache: [],
  outbox: [],
  memory: [],
  openWait: null,
  closeWait: null,
  reassignWait: null,
  consumeEvent: null,
};

function packed({ line, rows, ...facts }: PlainChange): Packed {
  const { orgId, runId, flowId, versionNo, epoch, lastSeq, lastHash, columns } = line;
  const hasFacts = Object.values(facts).some(fact => (Array.isArray(fact) ? fact.length > 0 : fact !== null));
  return [
    [orgId, runId, flowId, versionNo, epoch, lastSeq, lastHash, columns],
    rows.map(row => [row.seq, row.epoch, row.atUs, row.prevHash, row.filled, row.cells]),
    hasFacts ? facts : null,
  ];
}

function unpacked([line, rows, facts]: Packed): PlainChange {
  const [orgId, runId, flowId, versionNo, epoch, lastSeq, lastHash, columns] = line;
  return {
    ...(facts ?? NO_FACTS),
    line: { orgId, runId, flowId, versionNo, epoch, lastSeq, lastHash, columns },
    rows: rows.map(([seq, rowEpoch, atUs, prevHash, filled, cells]) => ({ seq, epoch: rowEpoch, atUs, prevHash, filled, cells })),
  };
}

/** From so many characters on, a value is copied sooner than it is written as text. */
const LARGE_CHARS = 64 * 1024;

/** Whether a job carries values that would better be copied. */
export function isBulky(job: RunJob): boolean {
  if (job.kind === 'create') return job.newRun.packet !== null || (job.newRun.blobs ?? []).some(isLarge);
  return job.kind === 'change' && job.change.blobs.some(isLarge);
}

const isLarge = ({ text }: { readonly text: string }): boolean => text.length > LARGE_CHARS;
