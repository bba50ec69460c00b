import type { Hash } from '../base/hash.ts';
import { SYSTEM } from '../base/ids.ts';
import type { Json } from '../base/json.ts';
import { keepApart, referTo, type Blob, type KeptValue, type ValueRef } from '../base/value-ref.ts';
import type { OutboxChange } from '../bus/outbox.ts';
import type { CacheEntry } from '../cache/stage-cache.ts';
import type { OwnColumns, StepPlace } from '../steps/step-work.ts';
import type { MemoryWrite } from '../memory/memory.ts';
import type { LedgerRow } from '../ledger/ledger-row.ts';
import { linkRow } from '../trace/chain.ts';
import { editableRun, foldInto } from '../trace/fold-run.ts';
import type { Editable } from '../trace/fold-visit.ts';
import type { Run } from '../trace/run.ts';
import type { RowData, TraceKind, TraceRow } from '../trace/trace-row.ts';
import type { Masking } from './masking.ts';
import type { RunChange } from './run-store.ts';

/**
 * Everything that one step boundary will write, gathered before it is committed: rows are sealed and folded as they are added, so
 * `run` is the run as it will be. Nothing of it is true until the store has taken `change()`.
 *
 * Nothing is computed twice here, since it is done for each row of each step: the text that is hashed is the text that is stored, and the
 * run is copied once a boundary, not once a row. With the store's part this took the engine's own work at 50 runs in flight from 125 to
 * 92 µs a step on a machine that others were using too.
 */
export class Boundary {
  #run: Run;
  /** `run`, once a row was added: a copy that is folded into. */
  #folded: Editable | null = null;
  readonly #rows: TraceRow[] = [];
  readonly #dataTexts: string[] = [];
  readonly #blobs: Blob[] = [];
  readonly #values = new Map<Hash, Json>();
  readonly #ledger: LedgerRow[] = [];
  readonly #cache: CacheEntry[] = [];
  readonly #outbox: OutboxChange[] = [];
  readonly #memory: MemoryWrite[] = [];
  readonly #nowUs: () => number;
  readonly #epoch: number;
  readonly #masking: Masking | null;
  openWait: RunChange['openWait'] = null;
  closeWait: RunChange['closeWait'] = null;
  reassignWait: RunChange['reassignWait'] = null;
  consumeEvent: RunChange['consumeEvent'] = null;

  constructor(run: Run, epoch: number, nowUs: () => number, masking: Masking | null = null) {
    this.#run = run;
    this.#epoch = epoch;
    this.#nowUs = nowUs;
    this.#masking = masking;
  }

  get run(): Run {
    return this.#run;
  }

  get isEmpty(): boolean {
    return this.#rows.length === 0;
  }

  /** Adds a row of the run (`place` null) or of one of its steps; gives its `seq`. */
  add<Kind extends TraceKind>(kind: Kind, place: StepPlace | null, given: RowData<Kind>, own: OwnColumns = {}): number {
    const data = this.#masking === null ? given : this.maskedFor(place?.step.id ?? causeStep(given), given);
    const run = this.#run;
    // Written out, so that every row has the same shape and is made once: spreading the pieces took longer than hashing the row.
    const row = {
      orgId: run.orgId,
      runId: run.runId,
      seq: run.lastSeq + 1,
      atUs: this.#nowUs(),
      flowId: run.flowId,
      versionNo: run.versionNo,
      versionHash: run.versionHash,
      stepId: place === null ? null : place.step.id,
      stepKind: place === null ? null : place.step.kind,
      visit: place === null ? null : place.visit,
      attempt: place === null ? null : place.attempt,
      epoch: this.#epoch,
      actor: SYSTEM,
      skill: null,
      product: null,
      action: null,
      eventType: null,
      gateResult: null,
      humanOutcome: null,
      errorClass: null,
      errorCode: null,
      durationUs: null,
      contextHash: null,
      causedBy: null,
      kind,
      data,
      prevHash: run.lastHash,
      rowHash: run.lastHash,
    } satisfies Record<keyof TraceRow, unknown>;
    const sealed = Object.assign(row, own) as unknown as TraceRow; // true: `data` is the kind's own by this function's signature
    const { rowHash, dataText } = linkRow(run.lastHash, sealed);
    row.rowHash = rowHash;
    this.#rows.push(sealed);
    this.#dataTexts.push(dataText);
    this.#folded ??= editableRun(run);
    foldInto(this.#folded, sealed);
    this.#run = this.#folded;
    return sealed.seq;
  }

  /** What stands in a row of a step, as it may stand there: where the step may hold a sensitive slice, what repeats it by its hash alone. */
  maskedFor<Data>(stepId: string | null, data: Data): Data {
    if (this.#masking === null || stepId === null || !this.#masking.masks(stepId)) return data;
    const values = { keep: (value: Json) => this.#keepApart(value), kept: (hash: string) => this.#values.get(hash as Hash) }; // true: the hash of a reference
    return this.#masking.rowData(data as Json, values) as Data; // true: a row's data is JSON and keeps its shape
  }

  #keepApart(value: Json): KeptValue {
    const { ref, blob } = keepApart(value);
    this.#hold(blob, value);
    return ref;
  }

  #hold(blob: Blob, value: Json): void {
    this.#blobs.push(blob);
    this.#values.set(blob.hash, value);
  }

  /** Refers to a value; a large one is kept as a blob with the rows. Throws `NotCanonicalError`. */
  refer(value: Json): ValueRef {
    const { ref, blob } = referTo(value);
    if (blob !== null) this.#hold(blob, value);
    return ref;
  }

  /** A large value that was referred to here and is not in the store yet. */
  value({ hash }: ValueRef): Json | undefined {
    return hash === undefined ? undefined : this.#values.get(hash);
  }

  record(row: LedgerRow): void {
    this.#ledger.push(row);
  }

  keep(entry: CacheEntry): void {
    this.#cache.push(entry);
  }

  remember(write: MemoryWrite): void {
    this.#memory.push(write);
  }

  /** Whether something waits here that a step reading its memory has to find in the store. */
  get remembers(): boolean {
    return this.#memory.length > 0;
  }

  post(change: OutboxChange): void {
    this.#outbox.push(change);
  }

  change(): RunChange {
    return {
      run: this.#run,
      rows: this.#rows,
      dataTexts: this.#dataTexts,
      blobs: this.#blobs,
      ledger: this.#ledger,
      cache: this.#cache,
      outbox: this.#outbox,
      memory: this.#memory,
      openWait: this.openWait,
      closeWait: this.closeWait,
      reassignWait: this.reassignWait,
      consumeEvent: this.consumeEvent,
    };
  }
}

/** The step that a run's end is laid to; such a row is of the run itself. */
function causeStep(data: object): string | null {
  const cause = 'cause' in data ? data.cause : null;
  return typeof cause === 'object' && cause !== null && 'stepId' in cause && typeof cause.stepId === 'string' ? cause.stepId : null;
}
