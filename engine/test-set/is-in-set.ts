import type { PacketId } from '../base/ids.ts';
import type { Flow } from '../flow/flow.ts';
import type { TestSet } from './test-set.ts';

/** What is known of a packet without reading it. */
export interface PacketToTry {
  readonly packetId: PacketId;
  readonly sliceNames: readonly string[];
  readonly problem: string | null;
}

/** Whether a packet holds every slice that the flow cannot do without. */
export const holdsWhatIsAsked = ({ sliceNames, problem }: Omit<PacketToTry, 'packetId'>, flow: Flow): boolean =>
  problem === null && Object.entries(flow.packet.slices).every(([name, { required }]) => !required || sliceNames.includes(name));

/** Whether a flow is tried on a packet: on each that holds what it asks for, unless it was left out. */
export const isInSet = (packet: PacketToTry, flow: Flow, { cases }: TestSet): boolean =>
  holdsWhatIsAsked(packet, flow) && (Object.hasOwn(cases, packet.packetId) ? cases[packet.packetId]?.isOut : undefined) !== true;
