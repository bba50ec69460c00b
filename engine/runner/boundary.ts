import type { Hash } from '../base/hash.ts';
import { SYSTEM } from '../base/ids.ts';
import type { Json } from '../base/json.ts';
import { referTo, type Blob, type ValueRef } from '../base/value-ref.ts';
import type { OutboxChange } from '../bus/outbox.ts';
import type { CacheEntry } from '../cache/stage-cache.ts';
import type { OwnColumns, StepPlace } from '../steps/step-work.ts';
import type { LedgerRow } from '../ledger/ledger-row.ts';
import { sealRow } from '../trace/chain.ts';
import { foldRow } from '../trace/fold-run.ts';
import type { Run } from '../trace/run.ts';
import { NO_OWN_COLUMNS, type RowData, type TraceKind, type TraceRow, type UnsealedRow } from '../trace/trace-row.ts';
import type { RunChange } from './run-store.ts';

/**
 * Everything that one step boundary will write, gathered before it is committed: rows are sealed and folded as they are added, so
 * `run` is the run as it will be. Nothing of it is true until the store has taken `change()`.
 */
export class Boundary {
  #run: Run;
  readonly #rows: TraceRow[] = [];
  readonly #blobs: Blob[] = [];
  readonly #values = new Map<Hash, Json>();
  readonly #ledger: LedgerRow[] = [];
  readonly #cache: CacheEntry[] = [];
  readonly #nowUs: () => number;
  readonly #epoch: number;
  openWait: RunChange['openWait'] = null;
  closeWait: RunChange['closeWait'] = null;
  readonly #outbox: OutboxChange[] = [];
  reassignWait: RunChange['reassignWait'] = null;
  consumeEvent: RunChange['consumeEvent'] = null;

  constructor(run: Run, epoch: number, nowUs: () => number) {
    this.#run = run;
    this.#epoch = epoch;
    this.#nowUs = nowUs;
  }

  get run(): Run {
    return this.#run;
  }

  get isEmpty(): boolean {
    return this.#rows.length === 0;
  }

  /** Adds a row of the run (`place` null) or of one of its steps; gives its `seq`. */
  add<Kind extends TraceKind>(kind: Kind, place: StepPlace | null, data: RowData<Kind>, own: OwnColumns = {}): number {
    const run = this.#run;
    const row = {
      ...NO_OWN_COLUMNS,
      orgId: run.orgId,
      runId: run.runId,
      seq: run.lastSeq + 1,
      atUs: this.#nowUs(),
      flowId: run.flowId,
      versionNo: run.versionNo,
      versionHash: run.versionHash,
      ...(place === null ? {} : { stepId: place.step.id, stepKind: place.step.kind, visit: place.visit, attempt: place.attempt }),
      epoch: this.#epoch,
      actor: SYSTEM,
      ...own,
      kind,
      data,
    } as UnsealedRow; // true: `data` is the kind's own by this function's signature
    const sealed: TraceRow = sealRow(run.lastHash, row); // true: a sealed UnsealedRow is a TraceRow
    this.#rows.push(sealed);
    this.#run = foldRow(run, sealed);
    return sealed.seq;
  }

  /** Refers to a value; a large one is kept as a blob with the rows. Throws `NotCanonicalError`. */
  refer(value: Json): ValueRef {
    const { ref, blob } = referTo(value);
    if (blob !== null) {
      this.#blobs.push(blob);
      this.#values.set(ref.hash, value);
    }
    return ref;
  }

  /** A large value that was referred to here and is not in the store yet. */
  value(hash: Hash): Json | undefined {
    return this.#values.get(hash);
  }

  record(row: LedgerRow): void {
    this.#ledger.push(row);
  }

  keep(entry: CacheEntry): void {
    this.#cache.push(entry);
  }

  change(): RunChange {
    return {
      run: this.#run,
      rows: this.#rows,
      blobs: this.#blobs,
      ledger: this.#ledger,
      cache: this.#cache,
      openWait: this.openWait,
      closeWait: this.closeWait,
      reassignWait: this.reassignWait,
      consumeEvent: this.consumeEvent,
    };
  }
}
  post(change: OutboxChange): void {
    this.#outbox.push(change);
  }

      outbox: this.#outbox,
