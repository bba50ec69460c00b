import type { Hash } from '../../../../engine/base/hash.ts';
import { Actor, FlowId, OrgId, RunId, SliceName, StepId, WaitId } from '../../../../engine/base/ids.ts';
import type { Json } from '../../../../engine/base/json.ts';
import type { ErrorClass } from '../../../../engine/base/step-error.ts';
import type { ValueRef } from '../../../../engine/base/value-ref.ts';
import type { StepKind } from '../../../../engine/steps/step-definition.ts';
import { GENESIS_HASH, sealRows } from '../../../../engine/trace/chain.ts';
import {
  NO_OWN_COLUMNS,
  type RowColumns,
  type RowData,
  type TraceKind,
  type TraceRow,
  type UnsealedRow,
  type Wait,
} from '../../../../engine/trace/trace-row.ts';

export const aHash = (digit: string): Hash => `sha256:${digit.repeat(64)}` as Hash; // true: 64 hex digits of one kind
export const aStep = (id: string): StepId => StepId.parse(id);
export const aValue = (value: Json): ValueRef => ({ value });
export const AT_NOON = Date.parse('2026-11-20T12:00:00Z') * 1000;

const COLUMNS: Omit<RowColumns, 'seq' | 'atUs'> = {
  ...NO_OWN_COLUMNS,
  orgId: OrgId.parse('local'),
  runId: RunId.parse('run_1'),
  flowId: FlowId.parse('a-flow'),
  versionNo: null,
  versionHash: aHash('a'),
  epoch: 1,
  actor: Actor.parse('system'),
};

/** Writes a trace as short lines: each call adds a row, `wait(us)` lets time pass, `rows()` gives them sealed. Begins at noon, created and started. */
export class TraceScript {
  readonly #rows: UnsealedRow[] = [];
  #atUs = AT_NOON;
  #step: Pick<RowColumns, 'stepId' | 'stepKind' | 'visit' | 'attempt'> = { stepId: null, stepKind: null, visit: null, attempt: null };

  constructor() {
    this.add('run.created', {
      mode: 'draft',
      flowName: 'A flow',
      packetHash: aHash('b'),
      slices: { [SliceName.parse('transcript')]: aHash('c') },
      trigger: 'manual',
    });
    this.add('run.started', {});
  }

  add<Kind extends TraceKind>(kind: Kind, data: RowData<Kind>, columns: Partial<RowColumns> = {}): this {
    const row = { ...COLUMNS, ...this.#step, ...columns, seq: this.#rows.length + 1, atUs: this.#atUs, kind, data };
    this.#rows.push(row as unknown as UnsealedRow); // true: kind and data are a pair by this method's own signature
    return this;
  }

  wait(us: number): this {
    this.#atUs += us;
    return this;
  }

  start(step: string, kind: StepKind, visit = 1, attempt = 1): this {
    this.#step = { stepId: aStep(step), stepKind: kind, visit, attempt };
    return this.add('step.started', { input: aValue({}) });
  }

  complete(output: Json, change: Partial<RowData<'step.completed'>> = {}, columns: Partial<RowColumns> = {}): this {
    // What a step cost is what its ledger rows say.
    if (change.costMicroUsd !== undefined) this.add('ledger.recorded', { stage: 'x', cache: 'miss', costMicroUsd: change.costMicroUsd });
    this.add(
      'step.completed',
      {
        output: aValue(output),
        save: {},
        from: 'work',
        cachedFrom: null,
        simulated: false,
        inputTokens: 0,
        outputTokens: 0,
        costMicroUsd: 0,
        avoidedMicroUsd: 0,
        citations: 0,
        ...change,
      },
      columns,
    );
    this.#step = { stepId: null, stepKind: null, visit: null, attempt: null };
    return this;
  }

  retry(errorClass: ErrorClass, message: string, pauseUs: number): this {
    return this.add('step.retry_scheduled', { error: { class: errorClass, code: 'x', message }, wakeAtUs: this.#atUs + pauseUs });
  }

  fail(errorClass: ErrorClass, message: string): this {
    const error = { class: errorClass, code: 'x', message };
    this.add('step.failed', { error, route: null });
    return this.add('run.failed', { cause: { kind: 'error', error, stepId: this.#step.stepId, attempt: 1 } });
  }

  askHuman(assignee: string): this {
    const wait: Wait = {
      waitId: WaitId.parse('wait_1'),
      subject: {
        kind: 'human',
        assignee: Actor.parse(assignee),
        description: 'Look at it.',
        outcomes: [{ id: 'approve', label: 'Approve' }],
        form: null,
        show: [],
      },
      deadlineAtUs: null,
    };
    return this.add('step.waiting', { wait }).add('run.waiting', { waitId: wait.waitId });
  }

  answer(outcome: string, comment: string | null, by: string): this {
    const waitId = WaitId.parse('wait_1');
    return this.add('run.resumed', { waitId }).add(
      'human.resolved',
      { waitId, comment, answer: aValue({}) },
      { humanOutcome: outcome, actor: Actor.parse(by) },
    );
  }

  rows(): readonly TraceRow[] {
    return sealRows(GENESIS_HASH, this.#rows);
  }
}
