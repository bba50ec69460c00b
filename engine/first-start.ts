import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Actor, FlowId } from './base/ids.ts';
import type { Flow } from './flow/flow.ts';
import { documentHash } from './flow/flow-text.ts';
import { readFlowText } from './flow/read-flow-text.ts';
import { buildPacket } from './packet/build-packet.ts';
import type { PacketDocument } from './packet/packet.ts';
import { readPacketText } from './packet/read-packet-text.ts';
import type { Workspace } from './workspace.ts';

/** The flow that a new workspace opens on. */
export const STARTER_FLOW = FlowId.parse('synthesize-session');

/** Who answers in the one run that a new workspace begins with, so that nobody takes it for a colleague's decision. */
const SAMPLE_ANSWER = {
  by: Actor.parse('user:sample'),
  comment: 'Answered when this workspace was made, so that there is a finished run to look at.',
};

/**
 * Fills an empty workspace with the starter flows, their sample packets and one finished run, so that the first minute shows something
 * true. Does nothing when the workspace has a flow. Gives sentences about what could not be put there.
 */
export async function fillNewWorkspace(workspace: Workspace, resourcesFolder: string): Promise<readonly string[]> {
  if ((await workspace.flows.drafts(workspace.orgId)).length > 0) return [];
  const problems: string[] = [];
  for (const { name, text } of await filesIn(join(resourcesFolder, 'flows'), '.flow.json')) {
    const { flow } = readFlowText(text);
    if (flow === null) problems.push(`The starter flow ${name} cannot be read.`);
    else
      await workspace.flows.create(workspace.orgId, FlowId.parse(name), flow, workspace.clock.nowUs(), {
        importedHash: documentHash(flow),
      });
  }
  const shelved = new Set((await workspace.packets.list()).map(({ packetId }): string => packetId));
  for (const { name, text } of await filesIn(join(resourcesFolder, 'packets'), '.packet.json')) {
    const document = readPacketText(text);
    if (!document.ok) problems.push(`The sample packet ${name} cannot be read: ${document.error.sentence}`);
    else if (!shelved.has(name)) await workspace.packets.add(name, document.value);
  }
  problems.push(...(await sampleRun(workspace)));
  return problems;
}

async function filesIn(folder: string, ending: string): Promise<readonly { readonly name: string; readonly text: string }[]> {
  const names = (await readdir(folder)).filter(name => name.endsWith(ending)).toSorted();
  return Promise.all(names.map(async name => ({ name: name.slice(0, -ending.length), text: await readFile(join(folder, name), 'utf8') })));
}

/** One run of the starter flow on the first packet that fits it, each person asked answered with the first outcome. */
async function sampleRun(workspace: Workspace): Promise<readonly string[]> {
  const draft = await workspace.flows.draft(workspace.orgId, STARTER_FLOW);
  const packet = draft === null ? null : await firstFit(workspace, draft.flow);
  if (draft === null || packet === null) return ['No sample packet fits the starter flow, so there is no finished run to look at yet.'];
  const started = await workspace.runner.start({
    flowId: STARTER_FLOW,
    flow: draft.flow,
    versionNo: null,
    packet,
    mode: 'draft',
    by: SAMPLE_ANSWER.by,
    startKey: null,
  });
  if (!started.ok) return ['The sample run could not be started.'];
  for (;;) {
    const run = await workspace.runner.settled(started.value);
    if (run?.state.status !== 'waiting' || run.state.wait.subject.kind !== 'human') break;
    const { waitId, subject } = run.state.wait;
    const [outcome] = subject.outcomes;
    if (outcome === undefined) break;
    const resolved = await workspace.runner.resolve({
      waitId,
      outcome: outcome.id,
      comment: SAMPLE_ANSWER.comment,
      answer: {},
      by: SAMPLE_ANSWER.by,
      roles: [subject.assignee],
    });
    if (!resolved.ok) break;
  }
  return [];
}

async function firstFit(workspace: Workspace, flow: Flow): Promise<Extract<ReturnType<typeof buildPacket>, { ok: true }>['value'] | null> {
  const documents = (await workspace.packets.list()).flatMap((entry): PacketDocument[] => ('document' in entry ? [entry.document] : []));
  for (const document of documents) {
    const packet = buildPacket(workspace.orgId, flow.packet, document);
    if (packet.ok) return packet.value;
  }
  return null;
}
