import type { Hash } from '../../../engine/base/hash.ts';
import { refHash } from '../../../engine/base/value-ref.ts';
import type { Run, StepVisit } from '../../../engine/trace/run.ts';
import type { TraceRow } from '../../../engine/trace/trace-row.ts';

/** What a hash is of, in words, and the hash. */
export type NamedHash = readonly [name: string, hash: Hash];

/** By which everything that a visit stood on and gave is known again; `rows` are the visit's own. */
export function visitHashes(run: Run, visit: StepVisit, rows: readonly TraceRow[]): readonly NamedHash[] {
  const hashes: NamedHash[] = [
    ['Flow', run.versionHash],
    ['Packet', run.packetHash],
  ];
  if (visit.input !== null) hashes.push(['Input', refHash(visit.input)]);
  for (const row of rows) {
    if (row.kind !== 'agent.called') continue;
    if (row.data.stageKey !== null) hashes.push([`Key of ${row.data.stage}`, row.data.stageKey]);
    hashes.push([`Prompt of ${row.data.stage}`, refHash(row.data.prompt)]);
  }
  if (visit.state.status === 'completed') hashes.push(['Output', refHash(visit.state.output)]);
  const contextHash = rows.findLast(row => row.contextHash !== null)?.contextHash;
  if (contextHash !== undefined && contextHash !== null) hashes.push(['Context after', contextHash]);
  const last = rows.at(-1);
  if (last !== undefined) hashes.push(['Last trace row', last.rowHash]);
  return hashes;
}
