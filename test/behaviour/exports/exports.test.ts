import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { chromeTrace } from '../../../engine/exports/chrome-trace.ts';
import { otlpTrace, traceIdOf } from '../../../engine/exports/otlp.ts';
import { ledgerCsv, traceCsv } from '../../../engine/exports/trace-csv.ts';
import { maskedSteps } from '../../../engine/flow/masked-steps.ts';
import { Flow } from '../../../engine/flow/flow.ts';
import type { LedgerRow } from '../../../engine/ledger/ledger-row.ts';
import type { TraceRow } from '../../../engine/trace/trace-row.ts';
import { openTestWorkspace, answerAll, startRun } from '../../test-workspace.ts';
import { ExportTraceServiceRequest, GEN_AI_ATTRIBUTES, GEN_AI_OPERATIONS, type OtlpSpan } from './otlp-shape.ts';

const SECRET = 'Maya slept badly before the audition.';
const DOCUMENT = JSON.parse(readFileSync('resources/flows/synthesize-session.flow.json', 'utf8')) as {
  packet: { slices: Record<string, object> };
};
const PACKET = JSON.parse(readFileSync('resources/packets/session-maya-week-6.packet.json', 'utf8')) as { slices: Record<string, unknown> };

describe('A run that a cache partly served, as an export', () => {
  let rows: readonly TraceRow[];
  let first: readonly TraceRow[];
  let ledger: readonly LedgerRow[];
  let firstLedger: readonly LedgerRow[];
  const flow = Flow.parse({
    ...DOCUMENT,
    packet: { slices: { ...DOCUMENT.packet.slices, journal: { ...DOCUMENT.packet.slices['journal'], sensitive: true } } },
  });
  beforeAll(async () => {
    const { workspace, leave } = await openTestWorkspace();
    const run = async () => {
      const runId = await startRun(workspace, flow, { ...PACKET.slices, journal: SECRET });
      await answerAll(workspace, runId);
      return [await workspace.trace.rowsOf(workspace.orgId, runId), await workspace.ledger.rows(workspace.orgId, runId)] as const;
    };
    [first, firstLedger] = await run();
    [rows, ledger] = await run();
    await leave();
  });
  const spansOf = (document: unknown): OtlpSpan[] =>
    ExportTraceServiceRequest.parse(document).resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans));
  const valueOf = (span: OtlpSpan | undefined, key: string): unknown =>
    Object.values(span?.attributes.find(each => each.key === key)?.value ?? {})[0];

  it('is OTLP/JSON as the published protobuf maps to it, with one root and every parent there', () => {
    for (const document of [
      otlpTrace(first, firstLedger, { kind: 'hashes' }),
      otlpTrace(rows, ledger, { kind: 'values', maskedSteps: new Set() }),
    ]) {
      const spans = spansOf(document);
      const ids = new Set(spans.map(({ spanId }) => spanId));
      expect(ids.size).toBe(spans.length);
      expect(spans.filter(({ parentSpanId }) => parentSpanId === undefined)).toHaveLength(1);
      expect(spans.every(({ parentSpanId }) => parentSpanId === undefined || ids.has(parentSpanId))).toBe(true);
      for (const { startTimeUnixNano, endTimeUnixNano } of spans)
        expect(BigInt(endTimeUnixNano)).toBeGreaterThanOrEqual(BigInt(startTimeUnixNano));
    }
  });

  it('names only attributes and operations that the conventions for generative AI have', () => {
    const all = [...spansOf(otlpTrace(first, firstLedger, { kind: 'hashes' })), ...spansOf(otlpTrace(rows, ledger, { kind: 'hashes' }))];
    const used = new Set(all.flatMap(({ attributes }) => attributes.map(({ key }) => key)).filter(key => key.startsWith('gen_ai.')));
    expect([...used].filter(key => !GEN_AI_ATTRIBUTES.has(key))).toEqual([]);
    expect(used.size).toBeGreaterThan(8);
    for (const span of all) {
      const operation = valueOf(span, 'gen_ai.operation.name');
      if (operation !== undefined) expect(GEN_AI_OPERATIONS).toContain(operation);
    }
  });

  it('has a span for each stage that ran, with its model and its tokens, below its step', () => {
    const spans = spansOf(otlpTrace(first, firstLedger, { kind: 'hashes' }));
    const stages = spans.filter(span => valueOf(span, 'gen_ai.operation.name') === 'chat');
    expect(stages).toHaveLength(firstLedger.length);
    const [line] = firstLedger;
    const stage = stages.find(span => valueOf(span, 'atelier.stage') === line?.stage);
    expect(valueOf(stage, 'gen_ai.provider.name')).toBe(line?.provider);
    expect(valueOf(stage, 'gen_ai.request.model')).toBe(line?.requestModel);
    expect(valueOf(stage, 'gen_ai.usage.input_tokens')).toBe(String(line?.inputTokens));
    const parent = spans.find(({ spanId }) => spanId === stage?.parentSpanId);
    expect(valueOf(parent, 'atelier.step.id')).toBe(line?.stepId);
  });

  it('has no span for a stage that the cache served, but a link to the run that did the work', () => {
    const spans = spansOf(otlpTrace(rows, ledger, { kind: 'hashes' }));
    expect(spans.filter(span => valueOf(span, 'gen_ai.operation.name') === 'chat')).toEqual([]);
    const served = spans.filter(span => valueOf(span, 'atelier.step.from') === 'cache');
    expect(served.length).toBeGreaterThan(3);
    const traceId = traceIdOf(first[0]?.runId ?? '');
    expect(served.every(({ links }) => links.length === 1 && links[0]?.traceId === traceId)).toBe(true);
    expect(spansOf(otlpTrace(first, firstLedger, { kind: 'hashes' })).every(span => span.traceId === traceId)).toBe(true);
  });

  it('holds no value by default, and nothing of a sensitive slice even when values are asked for', () => {
    const values = { kind: 'values', maskedSteps: maskedSteps(flow) } as const;
    const open = { kind: 'values', maskedSteps: new Set<string>() } as const;
    // Not even the rows hold it: they refer to it by its hash.
    expect(otlpText(open) + traceCsv(first, open)).not.toContain('slept badly');
    for (const text of [otlpText(values), traceCsv(first, values), otlpText({ kind: 'hashes' }), traceCsv(first, { kind: 'hashes' })])
      expect(text).not.toContain('slept badly');
    expect(otlpText(values)).toContain('(masked)');
    expect(traceCsv(first, { kind: 'hashes' })).not.toContain('""value"":""');
    expect(JSON.stringify(chromeTrace(first, firstLedger)) + ledgerCsv(firstLedger)).not.toContain('slept badly');
  });
  const otlpText = (values: Parameters<typeof otlpTrace>[2]): string => JSON.stringify(otlpTrace(first, firstLedger, values));

  it('draws lanes, spans and waits as the Trace Event Format has them, and an arrow from each run that served', () => {
    const { traceEvents } = chromeTrace(rows, ledger) as { traceEvents: Record<string, unknown>[] };
    for (const event of traceEvents) {
      expect('MXibesf').toContain(event['ph']);
      for (const number of [event['pid'], event['tid']]) expect(number).toBeTypeOf('number');
      expect(event['name']).toBeTypeOf('string');
      if (event['ph'] !== 'M') expect(event['ts']).toBeGreaterThanOrEqual(0);
      if (event['ph'] === 'X') expect(event['dur']).toBeGreaterThanOrEqual(0);
    }
    const count = (ph: string) => traceEvents.filter(event => event['ph'] === ph).length;
    expect(count('b')).toBe(rows.filter(({ kind }) => kind === 'run.waiting').length);
    expect(count('e')).toBe(count('b'));
    expect(count('s')).toBe(rows.filter(({ kind }) => kind === 'cache.hit').length);
    expect(count('f')).toBe(count('s'));
    expect(count('s')).toBeGreaterThan(3);
  });

  it('is a CSV with every row and column, from which the cells come back as they were', () => {
    const [header, ...lines] = parseCsv(traceCsv(rows, { kind: 'values', maskedSteps: new Set() }));
    expect(lines).toHaveLength(rows.length);
    expect(header).toHaveLength(28);
    for (const [index, line] of lines.entries()) {
      const row = rows[index];
      expect(line[header?.indexOf('seq') ?? -1]).toBe(String(row?.seq));
      expect(JSON.parse(line[header?.indexOf('data') ?? -1] ?? '')).toEqual(JSON.parse(JSON.stringify(row?.data)));
      expect(line.at(-1)).toBe(row?.rowHash);
    }
    expect(parseCsv(ledgerCsv(ledger))).toHaveLength(ledger.length + 1);
  });
});

/** A reader of RFC 4180 of its own. */
function parseCsv(text: string): string[][] {
  expect(text.endsWith('\r\n')).toBe(true);
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy)) {
    rows.at(-1)?.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}
