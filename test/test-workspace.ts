import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FlowId, type RunId } from '../engine/base/ids.ts';
import type { Clock } from '../engine/base/world.ts';
import { Flow } from '../engine/flow/flow.ts';
import type { Models } from '../engine/models/model.ts';
import { openWorkspace, type OpenOptions } from '../engine/open-workspace.ts';
import { buildPacket } from '../engine/packet/build-packet.ts';
import { PACKET_FORMAT, PacketDocument, type Packet } from '../engine/packet/packet.ts';
import { fileVault } from '../engine/secrets/file-vault.ts';
import { TRUST_ALL } from '../engine/skills/trust-book.ts';
import type { TraceRow } from '../engine/trace/trace-row.ts';
import type { Workspace } from '../engine/workspace.ts';

/** A real workspace in a temporary folder, on a real database; `leave` closes it and removes the folder. */
export async function openTestWorkspace(
  options: Partial<OpenOptions> & { readonly clock?: Clock; readonly models?: Models } = {},
): Promise<{ workspace: Workspace; folder: string; readonly leave: () => Promise<void> }> {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'atelier-test-')));
  // Never in the keychain or the own folder of whoever runs the tests.
  const environment = { ATELIER_PERSON_FOLDER: join(folder, 'person') };
  const keys = fileVault({ file: join(folder, 'keys.json'), passphrase: null, cost: 2 ** 10 });
  const opened = await openWorkspace({ environment, keys, trust: TRUST_ALL, ...options, folder });
  if (!opened.ok) throw new Error(opened.error.sentence);
  const workspace = opened.value;
  return {
    workspace,
    folder,
    leave: async () => {
      await workspace.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Starts a flow document on slices; throws when either does not fit, since then the test is wrong. */
export async function startRun(
  workspace: Workspace,
  flowDocument: unknown,
  slices: Record<string, unknown> = {},
  startKey: string | null = null,
): Promise<RunId> {
  const flow = Flow.parse(flowDocument);
  const started = await workspace.runner.start({
    flowId: FlowId.parse('test-flow'),
    flow,
    versionNo: null,
    packet: packetOf(workspace, flow, slices),
    mode: 'draft',
    by: workspace.me,
    startKey,
  });
  if (!started.ok) throw new Error(JSON.stringify(started.error));
  return started.value;
}

export function packetOf(workspace: Workspace, flow: Flow, slices: Record<string, unknown>): Packet {
  const packet = buildPacket(workspace.orgId, flow.packet, PacketDocument.parse({ format: PACKET_FORMAT, slices }));
  if (!packet.ok) throw new Error(JSON.stringify(packet.error));
  return packet.value;
}

/** A trace as a person tells it: kind, step, and what decides. */
export const story = (rows: readonly TraceRow[]): string[] => rows.map(storyLine);

function storyLine(row: TraceRow): string {
  const told: (string | null | undefined)[] = [row.kind, row.stepId];
  if (row.gateResult !== null && row.kind === 'gate.evaluated') told.push(String(row.gateResult));
  if (row.kind === 'human.resolved') told.push(row.humanOutcome);
  if (row.kind === 'step.completed' && row.data.from === 'cache') told.push('(cache)');
  if (row.kind === 'step.completed' && row.data.simulated) told.push('(simulated)');
  if (row.kind === 'step.attempt_lost' && row.data.decision === 'outcome_unknown') told.push('(outcome unknown)');
  if (row.kind === 'step.failed' || row.kind === 'step.retry_scheduled') told.push(`${row.errorClass ?? ''}/${row.errorCode ?? ''}`);
  return told.filter(word => word !== null && word !== undefined && word !== '').join(' ');
}

/** Answers every human task of a run with its first outcome until the run rests otherwise. */
export async function answerAll(workspace: Workspace, runId: RunId): Promise<void> {
  for (;;) {
    const run = await workspace.runner.settled(runId);
    if (run?.state.status !== 'waiting' || run.state.wait.subject.kind !== 'human') return;
    const { waitId, subject } = run.state.wait;
    const outcome = subject.outcomes[0]?.id ?? '';
    await workspace.runner.resolve({ waitId, outcome, comment: null, answer: {}, by: workspace.me, roles: workspace.roles });
  }
}
