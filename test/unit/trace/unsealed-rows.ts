import { Actor, FlowId, OrgId, RunId, StepId, WaitId } from '../../../engine/base/ids.ts';
import { hashText } from '../../../engine/base/hash.ts';
import { referTo } from '../../../engine/base/value-ref.ts';
import { GENESIS_HASH, sealRows } from '../../../engine/trace/chain.ts';
import {
  NO_OWN_COLUMNS,
  type RowColumns,
  type RowData,
  type TraceKind,
  type TraceRow,
  type UnsealedRow,
} from '../../../engine/trace/trace-row.ts';

const HASH = hashText('atelier/value/v1', 'test');

/** A row as the runner would write it, on step `a` where the kind is of a step. */
export function unsealedRow<Kind extends TraceKind>(
  seq: number,
  kind: Kind,
  data: RowData<Kind>,
  columns: Partial<RowColumns> = {},
): UnsealedRow {
  const ofStep = !kind.startsWith('run.');
  return {
    ...NO_OWN_COLUMNS,
    orgId: OrgId.parse('local'),
    runId: RunId.parse('run_1'),
    seq,
    atUs: 1_000_000 + seq,
    flowId: FlowId.parse('flow'),
    versionNo: null,
    versionHash: HASH,
    stepId: ofStep ? StepId.parse('a') : null,
    stepKind: ofStep ? 'human_task' : null,
    visit: ofStep ? 1 : null,
    attempt: ofStep ? 1 : null,
    epoch: 1,
    actor: Actor.parse('system'),
    ...columns,
    kind,
    data,
  } as UnsealedRow; // true: `data` is the kind's own by this function's signature
}

const WAIT_ID = WaitId.parse('wait_1');
const WAIT = {
  waitId: WAIT_ID,
  deadlineAtUs: null,
  subject: {
    kind: 'human',
    assignee: Actor.parse('role:partner'),
    description: 'Decide.',
    outcomes: [{ id: 'approve', label: 'Approve' }],
    form: null,
    show: [],
  },
} as const;

/** The first rows of a run with one human step; `offset` shifts their times. */
export function unsealedRows(count: number, offset = 0): UnsealedRow[] {
  const output = referTo({ outcome: 'approve' }).ref;
  const rows = [
    unsealedRow(1, 'run.created', { mode: 'draft', flowName: 'Flow', packetHash: HASH, slices: {}, trigger: 'manual' }),
    unsealedRow(2, 'run.started', {}),
    unsealedRow(3, 'step.started', {}),
    unsealedRow(4, 'step.waiting', { wait: { ...WAIT, subject: { ...WAIT.subject, outcomes: [...WAIT.subject.outcomes], show: [] } } }),
    unsealedRow(5, 'run.waiting', { waitId: WAIT_ID }),
    unsealedRow(6, 'run.resumed', { waitId: WAIT_ID }),
    unsealedRow(7, 'human.resolved', { waitId: WAIT_ID, comment: null, answer: referTo({}).ref }, { humanOutcome: 'approve' }),
    unsealedRow(8, 'step.completed', {
      output,
      save: { decision: referTo('approve').ref },
      from: 'work',
      cachedFrom: null,
      simulated: false,
      inputTokens: 0,
      outputTokens: 0,
      costMicroUsd: 0,
      avoidedMicroUsd: 0,
      citations: 0,
    }),
    unsealedRow(9, 'run.succeeded', { artefacts: [] }),
  ];
  return rows.slice(0, count).map(row => ({ ...row, atUs: row.atUs + offset }));
}

export const sealedRows = (count: number): TraceRow[] => sealRows(GENESIS_HASH, unsealedRows(count));
