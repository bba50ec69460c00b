import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openWorkspace } from '../../../engine/open-workspace.ts';
import { TRUST_ALL } from '../../../engine/skills/trust-book.ts';
import type { Workspace } from '../../../engine/workspace.ts';

/** A real workspace in a folder of its own, and how to take both away. */
export async function aWorkspace(): Promise<{ workspace: Workspace; remove(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'atelier-host-'));
  const opened = await openWorkspace({ folder, trust: TRUST_ALL });
  if (!opened.ok) throw new Error(opened.error.sentence);
  const workspace = opened.value;
  return {
    workspace,
    async remove() {
      await workspace.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A flow that asks a person and ends, as the text of a file: no model, nothing but the packet's one slice. */
export const askingFlow = (name: string): string =>
  JSON.stringify({
    format: 'atelier-flow/1',
    name,
    packet: { slices: { intake: { schema: { type: 'string', minLength: 1 } } } },
    start: 'ask',
    steps: [
      { id: 'ask', kind: 'human_task', config: { assignee: 'role:partner', description: 'Go on?' }, next: 'fit' },
      { id: 'fit', kind: 'gate', config: { expression: "steps.ask.output.outcome == 'approve'", onPass: 'again', onFail: 'halt' } },
      { id: 'again', kind: 'human_task', config: { assignee: 'role:partner', description: 'Really?' } },
    ],
  });

export const aPacket = (intake: unknown): string =>
  JSON.stringify({ format: 'atelier-packet/1', title: 'Intake of Monday', slices: { intake, extra: { count: 3 } } });
