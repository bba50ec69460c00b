import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FlowId, type RunId } from '../../../engine/base/ids.ts';
import type { RunPlan } from '../../../engine/cache/run-plan.ts';
import { localExtractive } from '../../../engine/models/local-extractive.ts';
import { Flow } from '../../../engine/flow/flow.ts';
import type { Run } from '../../../engine/trace/run.ts';
import type { Workspace } from '../../../engine/workspace.ts';
import { openTestWorkspace, packetOf } from '../../test-workspace.ts';

/** The intake of a client: its flow remembers, by name of the client, how the client wants to be written to. */
export const INTAKE = Flow.parse({
  format: 'atelier-flow/1',
  name: 'Intake',
  packet: { slices: { call: { schema: { type: 'string' } }, client: { schema: { type: 'string' } } } },
  start: 'listen',
  steps: [
    {
      id: 'listen',
      kind: 'sage_skill',
      title: 'Preferred greeting',
      config: {
        skill: 'note_preference',
        input: { call: '{{ packet.call }}' },
        memory: { write: ['subject:{{ packet.client }}'], remember: 'output.preference' },
      },
    },
  ],
});

/** A letter to a client: reads what is remembered of that client. */
export const LETTER = Flow.parse({
  format: 'atelier-flow/1',
  name: 'Letter',
  packet: { slices: { brief: { schema: { type: 'string' } }, client: { schema: { type: 'string' } } } },
  start: 'write',
  steps: [
    {
      id: 'write',
      kind: 'sage_skill',
      title: 'Write the letter',
      config: { skill: 'draft_greeting', input: { brief: '{{ packet.brief }}' }, memory: { read: ['subject:{{ packet.client }}'] } },
    },
  ],
});

const SKILLS = {
  note_preference: `---
name: note_preference
description: Notes the preferred greeting of a client.
model: fast
effect: pure
input: { type: object, properties: { call: { type: string } }, required: [call] }
output: { type: object, properties: { preference: { type: string, description: The preferred greeting } }, required: [preference] }
---
What is the preferred greeting?
`,
  draft_greeting: `---
name: draft_greeting
description: Finds the greeting that a client prefers.
model: fast
effect: pure
input: { type: object, properties: { brief: { type: string } }, required: [brief] }
output: { type: object, properties: { greeting: { type: string, description: The preferred greeting } }, required: [greeting] }
---
What is the preferred greeting?
`,
};

export const CALL = 'Maya: My preferred greeting is Dear Dr Chen. We also spoke about the invoice of March.';
export const BRIEF = 'Send the invoice of March. Ask for an answer by Friday.';

/** A workspace with the two skills and nothing else. */
export async function openTwoFlows(): Promise<{
  readonly workspace: Workspace;
  readonly folder: string;
  readonly leave: () => Promise<void>;
}> {
  const resourcesFolder = await mkdtemp(join(tmpdir(), 'atelier-memory-resources-'));
  for (const [name, text] of Object.entries(SKILLS)) {
    await mkdir(join(resourcesFolder, 'skills', name), { recursive: true });
    await writeFile(join(resourcesFolder, 'skills', name, 'SKILL.md'), text);
  }
  const opened = await openTestWorkspace({ resourcesFolder, models: () => localExtractive() });
  return {
    ...opened,
    leave: async () => {
      await opened.leave();
      await rm(resourcesFolder, { recursive: true, force: true });
    },
  };
}

/** A run of a flow, ended. */
export async function runOf(workspace: Workspace, flow: Flow, slices: Record<string, unknown>): Promise<Run> {
  const started = await workspace.runner.start(request(workspace, flow, slices));
  if (!started.ok) throw new Error(JSON.stringify(started.error));
  const run = await workspace.runner.settled(started.value);
  if (run === null) throw new Error('The run is not there.');
  return run;
}

export const planOf = (workspace: Workspace, flow: Flow, slices: Record<string, unknown>): Promise<RunPlan> =>
  workspace.plan(request(workspace, flow, slices));

const request = (workspace: Workspace, flow: Flow, slices: Record<string, unknown>) =>
  ({
    flowId: FlowId.parse(flow.name.toLowerCase()),
    flow,
    versionNo: null,
    packet: packetOf(workspace, flow, slices),
    mode: 'draft',
    by: workspace.me,
    startKey: null,
  }) as const;

/** What a step of an ended run gave. */
export async function outputOf(workspace: Workspace, run: Run, stepId: string): Promise<unknown> {
  const [, ref] = Object.entries(run.outputs).find(([id]) => id === stepId) ?? [];
  if (ref === undefined) throw new Error(`Step ${stepId} gave nothing: ${JSON.stringify(run.state)}`);
  if (ref.value !== undefined) return ref.value;
  return JSON.parse((await workspace.runs.blob(workspace.orgId, ref.hash)) ?? 'null');
}

/** Rows of one kind in a run. */
export const rowsOf = async (workspace: Workspace, runId: RunId, kind: string) =>
  (await workspace.trace.rowsOf(workspace.orgId, runId)).filter(row => row.kind === kind);
