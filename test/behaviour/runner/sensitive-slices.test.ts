import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StepId } from '../../../engine/base/ids.ts';
import { Flow } from '../../../engine/flow/flow.ts';
import { traceCsv } from '../../../engine/exports/trace-csv.ts';
import { otlpTrace } from '../../../engine/exports/otlp.ts';
import { maskedSteps } from '../../../engine/flow/masked-steps.ts';
import { runDocument, traceDocument } from '../../../engine/library/run-document.ts';
import { readOnlySql } from '../../../engine/stores/sqlite/read-only-sql.ts';
import type { TraceRow } from '../../../engine/trace/trace-row.ts';
import { answerAll, openTestWorkspace, startRun } from '../../test-workspace.ts';

const SECRET = 'My daughter was in hospital on Thursday night.';
const TASK = { assignee: 'role:partner', description: 'Read: {{ packet.journal }}', show: ['packet.journal', 'packet.program'] };

/** Reads the sensitive slice in a gate, a task and a saved value, and after it only what is open. */
const flow = (sensitive: boolean) => ({
  format: 'atelier-flow/1',
  name: 'Private',
  packet: { slices: { journal: { schema: { type: 'string' }, sensitive }, program: { schema: { type: 'string' } } } },
  start: 'read',
  steps: [
    { id: 'read', kind: 'human_task', config: TASK, save: { said: 'packet.journal' }, next: 'fit' },
    { id: 'fit', kind: 'gate', config: { expression: 'context.said.contains("hospital")', onPass: 'open' } },
    { id: 'open', kind: 'human_task', config: { assignee: 'role:partner', description: 'Go on?', show: ['packet.program'] } },
  ],
});

describe('A slice marked sensitive', () => {
  let opened: Awaited<ReturnType<typeof openTestWorkspace>>;
  let rows: readonly TraceRow[];
  let plain: readonly TraceRow[];
  const run = async (sensitive: boolean) => {
    const { workspace } = opened;
    const runId = await startRun(workspace, flow(sensitive), { journal: SECRET, program: 'Twelve weeks of coaching.' });
    await answerAll(workspace, runId);
    return workspace.trace.rowsOf(workspace.orgId, runId);
  };
  beforeAll(async () => {
    opened = await openTestWorkspace();
    rows = await run(true);
    plain = await run(false);
  });
  afterAll(() => opened.leave());

  it('stands in no row of the trace, neither as a value nor in a message', () => {
    expect(JSON.stringify(plain)).toContain('hospital on Thursday');
    expect(JSON.stringify(rows)).not.toContain('hospital on Thursday');
    expect(rows.at(-1)?.kind).toBe('run.succeeded');
    const file = `${opened.folder}/atelier.db`;
    const found = readOnlySql(
      file,
      "SELECT count(*) FROM atelier_traces WHERE data LIKE '%hospital on%' AND run_id = :run",
      { maxRows: 1, timeoutMs: 10_000 },
      { run: rows[0]?.runId ?? '' },
    );
    expect(found).toMatchObject({ ok: true, value: { rows: [[0]] } });
  });

  it('changes no hash, no route and nothing of steps that do not read it', () => {
    const shape = (some: readonly TraceRow[]) =>
      some.map(({ kind, stepId, gateResult, contextHash }) => [kind, stepId, gateResult, contextHash === null]);
    expect(shape(rows)).toEqual(shape(plain));
    expect(JSON.stringify(rows.filter(({ stepId }) => stepId === 'open'))).toContain('Twelve weeks of coaching.');
  });

  it('is shown to whoever decides on request: what the task says of it is a value of its own', () => {
    const waiting = rows.find((row): row is TraceRow<'step.waiting'> => row.kind === 'step.waiting' && row.stepId === 'read');
    const subject = waiting?.data.wait.subject;
    expect(subject).toMatchObject({
      description: '(masked)',
      show: [
        { expression: 'description', value: { masked: true } },
        { expression: 'packet.journal', value: { masked: true } },
        { expression: 'packet.program', value: { value: 'Twelve weeks of coaching.' } },
      ],
    });
  });

  it('leaves with no export, and says in its place that it is masked', async () => {
    const values = { kind: 'values', maskedSteps: maskedSteps(Flow.parse(flow(true))) } as const;
    const ledger = await opened.workspace.ledger.rows(opened.workspace.orgId, rows[0]?.runId ?? null);
    const exported = JSON.stringify(otlpTrace(rows, ledger, values)) + traceCsv(rows, values);
    expect(exported).not.toContain('hospital on');
    expect(exported).toContain('(masked)');
  });

  it('is masked where a trace is printed, and stands in what a run answers', async () => {
    const traced = JSON.stringify(await traceDocument(opened.workspace, rows));
    expect(traced).not.toContain('hospital on');
    expect(traced).toContain('(masked)');
    expect(JSON.stringify(await runDocument(opened.workspace, rows))).toContain('hospital on Thursday');
  });

  it('stands in no row of a run that was forked with it as a pinned output', async () => {
    const { workspace } = opened;
    const [{ runId }] = rows as [TraceRow]; // true: a run has rows
    const output = { outcome: 'approve', comment: SECRET, data: {}, by: 'user:ana', at: '2026-11-21T00:00:00Z' };
    const forked = await workspace.runner.fork({
      runId: runId,
      at: StepId.parse('fit'),
      by: workspace.me,
      outputs: { [StepId.parse('read')]: output },
    });
    if (!forked.ok) throw new Error(JSON.stringify(forked.error));
    await answerAll(workspace, forked.value);
    const told = JSON.stringify(await workspace.trace.rowsOf(workspace.orgId, forked.value));
    expect(told).toContain('"masked":true');
    expect(told).not.toContain('hospital on');
  });
});
