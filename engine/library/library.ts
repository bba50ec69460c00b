/**
 * Atelier's engine as a library: `import { openWorkspace } from 'atelier-studio/engine'`. What stands here is what the command line does, by the
 * same functions. A workspace is opened, used and closed; while it is open it is owned, and no other process writes it. What goes wrong on an
 * ordinary day comes back as a value with a sentence; what is thrown is a fault of the engine. This is the one file that only passes on: a
 * package has one door.
 *
 * The flow of work: `openWorkspace` → `checkFlowText` → `packetOf` → `workspace.plan` → `runFlow` → `runDocument` → `workspace.close`.
 */

export { openWorkspace, SHIPPED_RESOURCES, type OpenOptions, type OpenProblem } from '../open-workspace.ts';
export type { Workspace } from '../workspace.ts';
export { environmentSecrets, type Secrets } from '../base/secrets.ts';
export type { Result } from '../base/result.ts';
export type { Json, JsonObject } from '../base/json.ts';
export { Actor, FlowId, RunId, StepId, WaitId } from '../base/ids.ts';

export { checkFlowText, flowProblems } from './check-flow-text.ts';
export { diffFlows } from '../flow/diff-flows.ts';
export { flowHash } from '../flow/flow-hash.ts';
export { flowText } from '../flow/flow-text.ts';
export type { Flow } from '../flow/flow.ts';
export type { FlowProblem } from '../flow/flow-problem.ts';

export { packetOf } from './packet-of.ts';
export { buildPacket, type PacketProblem } from '../packet/build-packet.ts';
export { readPacketText } from '../packet/read-packet-text.ts';
export type { Packet, PacketDocument } from '../packet/packet.ts';

export { goOn, runFlow, type Given, type RunFlowProblem, type RunFlowRequest } from './run-flow.ts';
export { runDocument, traceDocument, type RunDocument, type StepDocument, type TraceDocument } from './run-document.ts';
export { foldRun } from '../trace/fold-run.ts';
export type { Run } from '../trace/run.ts';
export type { TraceRow } from '../trace/trace-row.ts';
export { compareInWorkspace } from '../compare-in-workspace.ts';
export type { RunComparison } from '../compare/run-comparison.ts';
export type { RunPlan } from '../cache/run-plan.ts';

export { evalExpression } from './eval-expression.ts';
export { readOnlySql } from '../stores/sqlite/read-only-sql.ts';
export { BusEvent } from '../bus/event.ts';

export { chromeTrace } from '../exports/chrome-trace.ts';
export { otlpTrace } from '../exports/otlp.ts';
export { ledgerCsv, traceCsv } from '../exports/trace-csv.ts';

export { importOpenApi, type OpenApiImport } from '../products/openapi/import-openapi.ts';
export { readManifest } from '../products/read-manifest.ts';
export type { ProductManifest } from '../products/product.ts';
