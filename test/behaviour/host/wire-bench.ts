import { afterEach, beforeEach, vi } from 'vitest';
import type { FlowId, PacketId, RunId } from '../../../engine/base/ids.ts';
import { openHost, type Host } from '../../../engine/host/host.ts';
import type { Workspace } from '../../../engine/workspace.ts';
import { aPacket, askingFlow, aWorkspace } from './a-workspace.ts';
import { portWire, socketWire, type Client, type Connection, type Wire } from './wires.ts';

/** Every wire that the suite of the contract runs over. */
export const WIRES = [
  ['a WebSocket', socketWire],
  ['a MessagePort', portWire],
] as const;

/** A workspace with a window on it, both new for each test. */
export class WireBench {
  workspace!: Workspace;
  wire!: Wire;
  connection!: Connection;
  /** What the host wrote down of its own faults. */
  log: string[] = [];
  readonly #openWire: (host: Host) => Promise<Wire>;
  #remove: () => Promise<void> = () => Promise.resolve();

  constructor(openWire: (host: Host) => Promise<Wire>) {
    this.#openWire = openWire;
    beforeEach(async () => {
      const made = await aWorkspace();
      this.workspace = made.workspace;
      this.#remove = () => made.remove();
      await this.serve(made.workspace);
    });
    afterEach(async () => {
      await this.connection.cut();
      await this.wire.close();
      await this.#remove();
    });
  }

  get client(): Client {
    return this.connection.client;
  }

  /** Serves this workspace from now on, in place of what was served before. */
  async serve(workspace: Workspace): Promise<void> {
    this.log = [];
    this.wire = await this.#openWire(openHost(workspace, { log: text => this.log.push(text) }));
    this.connection = await this.wire.connect();
  }

  async importFlow(name = 'Pricing talk'): Promise<FlowId> {
    return (await this.client.flows.importText({ fileName: 'x.flow.json', text: askingFlow(name) })).flowId;
  }

  async shelve(intake: unknown = 'They want to talk.'): Promise<PacketId> {
    return (await this.client.packets.importText({ fileName: 'x.packet.json', text: aPacket(intake) })).packetId;
  }

  async startRun(): Promise<RunId> {
    return (await this.client.runs.start({ flowId: await this.importFlow(), packetId: await this.shelve(), mode: 'draft' })).runId;
  }

  /** Answers the next question of a run, as soon as it is asked. */
  async answer(runId: RunId, outcome: string): Promise<void> {
    const open = await vi.waitUntil(async () => (await this.client.runs.inbox()).find(one => one.runId === runId));
    await this.client.runs.resolve({ waitId: open.wait.waitId, outcome, comment: null, answer: {} });
  }

  /** Serves the workspace so that those who listen to its runs can be counted. */
  async serveCounting(): Promise<ReadonlySet<unknown>> {
    const listeners = new Set<unknown>();
    const { workspace } = this;
    await this.serve({
      ...workspace,
      runner: {
        ...workspace.runner,
        onRows(listener) {
          const stop = workspace.runner.onRows(listener);
          listeners.add(listener);
          return () => {
            stop();
            listeners.delete(listener);
          };
        },
      },
    });
    return listeners;
  }
}
