import type { RunId } from '../base/ids.ts';
import { storedData, storedSeq } from '../trace/stored-row.ts';
import type { Run } from '../trace/run.ts';
import type { StoredRun, StoredValue } from './stored-facts.ts';
import type { Break } from './verify-report.ts';

/** Values by their kind and hash, true when they still are what their hash says. */
export type KnownValues = ReadonlyMap<string, boolean>;

export const valueKey = (what: StoredValue['what'], hash: string): string => `${what} ${hash}`;

/** A reference without its value beside it, as the engine writes it: its keys in one order or the other. A text that only looks like one has escaped quotes. */
const LARGE_VALUE = /"hash":"(sha256:[0-9a-f]{64})","bytes":\d+\}|"bytes":\d+,"hash":"(sha256:[0-9a-f]{64})"\}/g;

/** Hashes of the large values that a row's data refers to. */
export function largeValues(data: string): string[] {
  return data.includes('"bytes":') ? Array.from(data.matchAll(LARGE_VALUE), ([, hash, other]) => hash ?? other ?? '') : [];
}

/** A value that a run needs, and the row that needs it. */
export interface NeededValue {
  readonly what: StoredValue['what'];
  readonly hash: string;
  readonly seq: number;
}

/** Every value that a run needs: what its rows refer to, its definition, its packet and the slices of it. */
export function valuesOf({ rows }: StoredRun, run: Run | null): NeededValue[] {
  const referred = rows.flatMap(row => largeValues(storedData(row)).map(hash => ({ what: 'blob' as const, hash, seq: storedSeq(row) })));
  if (run === null) return referred;
  return [
    ...referred,
    { what: 'definition', hash: run.versionHash, seq: 1 },
    { what: 'packet', hash: run.packetHash, seq: 1 },
    ...Object.values(run.slices).map(hash => ({ what: 'slice' as const, hash, seq: 1 })),
  ];
}

const NAMES = { blob: 'value', slice: 'slice', packet: 'packet', definition: 'flow definition', cache: 'cached answer' } as const;

/** Where a value that a run needs is gone, or is not what it was. */
export function valueBreaks(runId: RunId, needed: readonly NeededValue[], known: KnownValues): Break[] {
  return needed.flatMap(({ what, hash, seq }): Break[] => {
    const holds = known.get(valueKey(what, hash));
    if (holds === true) return [];
    const name = `The ${NAMES[what]} ${hash.slice(0, 15)}… of row ${String(seq)}`;
    return [{ runId, seq, what, sentence: holds === undefined ? `${name} is gone.` : `${name} was changed after it was written.` }];
  });
}

/** A changed value that no run's break names. */
export const strayBreak = ({ what, hash }: StoredValue): Break => ({
  runId: null,
  seq: 0,
  what,
  sentence: `The ${NAMES[what]} ${hash.slice(0, 15)}… was changed after it was written.`,
});
