import { canonicalJson } from '../base/canonical-json.ts';
import type { JsonObject } from '../base/json.ts';
import { refHash, type ValueRef } from '../base/value-ref.ts';
import { sha256Hex } from '#sha256';
import type { LedgerRow } from '../ledger/ledger-row.ts';
import { foldRun } from '../trace/fold-run.ts';
import type { Run, StepVisit } from '../trace/run.ts';
import type { TraceRow } from '../trace/trace-row.ts';
import { MASKED } from '../packet/mask.ts';
import type { ExportValues } from './export-values.ts';
import { attributes, unixNano, type AttributeValue } from './otlp-attribute.ts';

/**
 * A run as OTLP/JSON (an `ExportTraceServiceRequest`, what a collector takes on `/v1/traces`), with the semantic conventions for generative AI
 * (https://github.com/open-telemetry/semantic-conventions-genai): the run is a workflow, a step of Sage's an agent, its stage a chat with a model,
 * a product's action a tool. Ids come from hashes of the run's own ids, so the same run exports to the same spans and one run's links find another's.
 *
 * A stage that the cache served is no span, since nothing ran: its step has the event `cache.hit` and a link to the run that did the work.
 */
export function otlpTrace(rows: readonly TraceRow[], ledger: readonly LedgerRow[], values: ExportValues): JsonObject {
  const run = foldRun(rows);
  const endUs = rows.at(-1)?.atUs ?? run.createdAtUs;
  const spans = [
    runSpan(run, endUs, rows),
    ...run.visits.map(visit => visitSpan(run, visit, endUs, rows, values)),
    ...ledger.filter(({ cache }) => cache === 'miss' || cache === 'bypass').map(line => stageSpan(run, line)),
  ];
  return {
    resourceSpans: [
      {
        resource: { attributes: attributes({ 'service.name': 'atelier-studio', 'atelier.org_id': run.orgId }) },
        scopeSpans: [{ scope: { name: 'atelier-studio' }, spans }],
      },
    ],
  };
}

const INTERNAL = 1;
const CLIENT = 3;
const STATUS_OK = 1;
const STATUS_ERROR = 2;

/** 16 bytes, in hex as OTLP/JSON has ids. */
export const traceIdOf = (runId: string): string => sha256Hex(`atelier/otlp/v1\u0000${runId}`).slice(0, 32);

/** 8 bytes. The empty place is the run itself. */
export const spanIdOf = (runId: string, place = ''): string => sha256Hex(`atelier/otlp/v1\u0000${runId}\u0000${place}`).slice(0, 16);

const placeOf = (stepId: string, visit: number): string => `${stepId}/${String(visit)}`;

function runSpan(run: Run, endUs: number, rows: readonly TraceRow[]): JsonObject {
  const { state } = run;
  return {
    traceId: traceIdOf(run.runId),
    spanId: spanIdOf(run.runId),
    name: `invoke_workflow ${run.flowName}`,
    kind: INTERNAL,
    startTimeUnixNano: unixNano(run.createdAtUs),
    endTimeUnixNano: unixNano(run.endedAtUs ?? endUs),
    attributes: attributes({
      'gen_ai.operation.name': 'invoke_workflow',
      'gen_ai.workflow.name': run.flowName,
      'gen_ai.conversation.id': run.runId,
      'atelier.run.state': state.status,
      'atelier.run.mode': run.mode,
      'atelier.run.forked_from': run.forkedFrom?.runId,
      'atelier.flow.id': run.flowId,
      'atelier.flow.version_no': run.versionNo,
      'atelier.flow.version_hash': run.versionHash,
      'atelier.packet.hash': run.packetHash,
      'atelier.cache.hits': run.cacheHits,
      'atelier.cache.misses': run.cacheMisses,
      'atelier.trace.rows': run.lastSeq,
      'atelier.trace.head': run.lastHash,
      'error.type': state.status === 'failed' ? (state.cause.kind === 'error' ? state.cause.error.class : state.cause.kind) : null,
    }),
    events: rows.filter(({ stepId }) => stepId === null).map(eventOf),
    links: [],
    status: state.status === 'succeeded' ? { code: STATUS_OK } : state.status === 'failed' ? { code: STATUS_ERROR } : {},
  };
}

function visitSpan(run: Run, visit: StepVisit, endUs: number, rows: readonly TraceRow[], values: ExportValues): JsonObject {
  const { state } = visit;
  const own = rows.filter(row => row.stepId === visit.stepId && row.visit === visit.visit);
  const tool = own.find(({ product }) => visit.kind === 'product_action' && product !== null);
  const skill = own.find(row => row.skill !== null)?.skill;
  const cachedFrom = state.status === 'completed' ? state.cachedFrom : null;
  const names = namesOf(visit, skill ?? null, tool);
  return {
    traceId: traceIdOf(run.runId),
    spanId: spanIdOf(run.runId, placeOf(visit.stepId, visit.visit)),
    parentSpanId: spanIdOf(run.runId),
    name: names.name,
    kind: tool === undefined ? INTERNAL : CLIENT,
    startTimeUnixNano: unixNano(visit.startedAtUs),
    endTimeUnixNano: unixNano(visit.endedAtUs ?? endUs),
    attributes: attributes({
      ...names.attributes,
      'atelier.step.id': visit.stepId,
      'atelier.step.kind': visit.kind,
      'atelier.step.visit': visit.visit,
      'atelier.step.attempts': visit.attempt,
      'atelier.step.state': state.status,
      'atelier.step.from': state.status === 'completed' ? state.from : null,
      'atelier.step.simulated': visit.simulated,
      'atelier.gate.result': visit.gateResult,
      'atelier.human.outcome': visit.humanOutcome,
      'atelier.cost_micro_usd': visit.costMicroUsd,
      'atelier.avoided_micro_usd': visit.avoidedMicroUsd,
      'atelier.citations': visit.citations,
      'atelier.input.hash': visit.input === null ? null : refHash(visit.input),
      'atelier.output.hash': state.status === 'completed' ? refHash(state.output) : null,
      'atelier.input': valueText(visit.input, visit.stepId, values),
      'atelier.output': valueText(state.status === 'completed' ? state.output : null, visit.stepId, values),
      'error.type': state.status === 'failed' ? state.error.class : state.status === 'timed_out' ? 'timeout' : null,
    }),
    events: own.map(eventOf),
    links:
      cachedFrom === null
        ? []
        : [
            {
              traceId: traceIdOf(cachedFrom.runId),
              spanId: spanIdOf(cachedFrom.runId),
              attributes: attributes({ 'atelier.cached_from.run': cachedFrom.runId, 'atelier.cached_from.step': cachedFrom.stepId }),
            },
          ],
    status:
      state.status === 'completed'
        ? { code: STATUS_OK }
        : state.status === 'failed' || state.status === 'timed_out'
          ? { code: STATUS_ERROR }
          : {},
  };
}

function namesOf(
  visit: StepVisit,
  skill: string | null,
  tool: TraceRow | undefined,
): { readonly name: string; readonly attributes: Readonly<Record<string, AttributeValue>> } {
  if (tool !== undefined) {
    const name = `${tool.product ?? ''}.${tool.action ?? visit.stepId}`;
    return { name: `execute_tool ${name}`, attributes: { 'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.name': name } };
  }
  if (visit.kind !== 'sage_skill') return { name: `${visit.kind} ${visit.stepId}`, attributes: {} };
  return {
    name: `invoke_agent ${skill ?? visit.stepId}`,
    attributes: { 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.agent.id': 'agent:sage', 'gen_ai.agent.name': skill ?? visit.stepId },
  };
}

function stageSpan(run: Run, line: LedgerRow): JsonObject {
  const place = placeOf(line.stepId, line.visit);
  return {
    traceId: traceIdOf(run.runId),
    spanId: spanIdOf(run.runId, `${place}/${line.stage}/${String(line.traceSeq)}`),
    parentSpanId: spanIdOf(run.runId, place),
    name: `chat ${line.requestModel}`,
    kind: line.provider === 'local-extractive' ? INTERNAL : CLIENT,
    startTimeUnixNano: unixNano(line.atUs - line.latencyUs),
    endTimeUnixNano: unixNano(line.atUs),
    attributes: attributes({
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': line.provider,
      'gen_ai.request.model': line.requestModel,
      'gen_ai.response.model': line.responseModel,
      'gen_ai.request.temperature': numberOf(line.params['temperature']),
      'gen_ai.request.top_p': numberOf(line.params['topP']),
      'gen_ai.request.max_tokens': numberOf(line.params['maxOutputTokens']),
      'gen_ai.request.seed': numberOf(line.params['seed']),
      'gen_ai.response.finish_reasons': line.finishReason === null ? null : [line.finishReason],
      'gen_ai.usage.input_tokens': line.inputTokens,
      'gen_ai.usage.output_tokens': line.outputTokens,
      'gen_ai.usage.cache_read.input_tokens': line.cacheReadTokens,
      'gen_ai.usage.reasoning.output_tokens': line.reasoningTokens,
      'gen_ai.conversation.id': run.runId,
      'atelier.stage': line.stage,
      'atelier.stage.key': line.inputHash,
      'atelier.model.class': line.modelClass,
      'atelier.output.hash': line.outputHash,
      'atelier.cost_micro_usd': line.costMicroUsd,
      'atelier.citations': line.citations,
      'error.type': line.errorClass,
    }),
    events: [],
    links: [],
    status: line.status === 'ok' ? { code: STATUS_OK } : { code: STATUS_ERROR },
  };
}

const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);

/** A row as an event of its span: what happened, without its data. */
const eventOf = (row: TraceRow): JsonObject => ({
  timeUnixNano: unixNano(row.atUs),
  name: row.kind,
  attributes: attributes({
    'atelier.seq': row.seq,
    'atelier.actor': row.actor,
    'atelier.attempt': row.attempt,
    'atelier.event_type': row.eventType,
    'atelier.human.outcome': row.humanOutcome,
    'atelier.error.code': row.errorCode,
    'error.type': row.errorClass,
  }),
});

/** A value as JSON text, where values leave at all and it stands in the row. */
function valueText(ref: ValueRef | null, stepId: string, values: ExportValues): string | null {
  if (values.kind === 'hashes' || ref === null) return null;
  if (ref.masked === true || values.maskedSteps.has(stepId)) return MASKED;
  return ref.value === undefined ? null : canonicalJson(ref.value);
}
