import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FlowId, SliceName } from '../../../engine/base/ids.ts';
import { Flow } from '../../../engine/flow/flow.ts';
import { openHost } from '../../../engine/host/host.ts';
import type { Workspace } from '../../../engine/workspace.ts';
import { openTestWorkspace } from '../../test-workspace.ts';
import { portWire, type Client } from '../host/wires.ts';

/** A flow with a text, a table and a sensitive slice. */
export const FLOW = Flow.parse({
  format: 'atelier-flow/1',
  name: 'Review',
  packet: {
    slices: {
      notes: { schema: { type: 'string', minLength: 3 } },
      people: { schema: { type: 'array', items: { type: 'object', properties: { age: { type: 'integer' } }, required: ['age'] } } },
      journal: { schema: { type: 'string' }, sensitive: true },
    },
  },
  start: 'ask',
  steps: [{ id: 'ask', kind: 'human_task', config: { assignee: 'role:partner', description: 'Go on?' } }],
});
export const FLOW_ID = FlowId.parse('review');
export const [NOTES, PEOPLE, JOURNAL] = ['notes', 'people', 'journal'].map(name => SliceName.parse(name)) as [
  SliceName,
  SliceName,
  SliceName,
];

/** The door of a workspace that has the flow `review` and sources for its slices. */
export interface PacketDoor {
  readonly client: Client;
  readonly workspace: Workspace;
  readonly folder: string;
  /** Writes a file below the workspace. */
  put(path: string, content: string | Uint8Array): void;
  leave(): Promise<void>;
}

export async function openPacketDoor(): Promise<PacketDoor> {
  const { workspace, folder, leave } = await openTestWorkspace();
  const host = openHost(workspace, { log: () => undefined });
  const wire = await portWire(host);
  const { client } = await wire.connect();
  await workspace.flows.create(workspace.orgId, FLOW_ID, FLOW, 1);
  const put = (path: string, content: string | Uint8Array) => writeFileSync(join(folder, path), content);
  mkdirSync(join(folder, 'sources'));
  put('sources/notes.md', '# Notes\n');
  put('sources/people.csv', 'name,age\nAna,31\n');
  return {
    client,
    workspace,
    folder,
    put,
    leave: async () => {
      await wire.close();
      await host.close();
      await leave();
    },
  };
}
