import { NotCanonicalError } from '../base/canonical-json.ts';
import type { Hash } from '../base/hash.ts';
import { SliceName, type OrgId } from '../base/ids.ts';
import type { Json } from '../base/json.ts';
import { schemaFault } from '../base/schema-fault.ts';
import { anyContract, fitPacket, type PacketContract, type PacketProblem } from '../packet/build-packet.ts';
import type { SliceOrigin } from '../packet/packet-manifest.ts';
import { PACKET_FORMAT, packetHash, type PacketDocument } from '../packet/packet.ts';
import { MAX_PACKET_BYTES } from '../packet/read-packet-text.ts';
import type { Recipe } from '../packet/recipe.ts';
import { viewSlice, type SliceFacts } from '../packet/view-packet.ts';
import { fileOf } from './packet-tasks.ts';
import { readSource, type SourceNeeds } from './read-source.ts';

export interface RecipeBuild {
  /** The packet's file; null when a source could not be read. It stands here also when the packet misses the contract. */
  readonly file: Uint8Array | null;
  /** Null when there is any problem. */
  readonly packetHash: Hash | null;
  /** Those that were read, by name. */
  readonly slices: readonly BuiltSlice[];
  /** What could not be read, and what misses the contract. */
  readonly problems: readonly PacketProblem[];
}

export interface BuiltSlice extends SliceFacts {
  readonly origin: SliceOrigin;
  /** Under the contract; null when it does not fit. */
  readonly sliceHash: Hash | null;
}

export interface BuildOrder {
  readonly orgId: OrgId;
  readonly recipe: Recipe;
  /** Null: the slices are taken as they are. */
  readonly contract: PacketContract | null;
  readonly previewChars: number;
  readonly nowUs: () => number;
  readonly onSlice: (slice: SliceName, done: number, total: number) => void;
}

/** Reads every source of a recipe, one after the other, and makes a packet of what they give under a flow's contract. Writes nothing. */
export async function buildRecipe(order: BuildOrder, needs: SourceNeeds): Promise<RecipeBuild> {
  const { recipe, orgId } = order;
  const sources = Object.entries(recipe.slices).map(([name, source]) => ({ name: SliceName.parse(name), source }));
  const contract = order.contract ?? anyContract(sources.map(({ name }) => name));
  const problems: PacketProblem[] = contractFaults(contract);
  const values: Record<string, Json> = {};
  const read: { readonly facts: SliceFacts; readonly origin: SliceOrigin }[] = [];
  for (const [done, { name, source }] of sources.entries()) {
    order.onSlice(name, done, sources.length);
    const schema = contract.slices[name]?.schema ?? {};
    const reading = await readSource(name, source, schema, needs);
    if (!reading.ok) {
      problems.push({ slice: name, path: '', message: reading.error });
      continue;
    }
    const facts = factsOf(name, reading.value.value, order.previewChars);
    if (typeof facts === 'string') {
      problems.push({ slice: name, path: '', message: facts });
      continue;
    }
    values[name] = reading.value.value;
    read.push({ facts, origin: { ...reading.value.origin, fetchedAtUs: order.nowUs() } });
  }
  const { title, description } = recipe;
  const document: PacketDocument = {
    format: PACKET_FORMAT,
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    slices: values,
  };
  const unread = new Set(problems.map(({ slice }) => slice));
  const fit = fitPacket(contract, document);
  // A slice that could not be read is missing too; that is said once.
  problems.push(...fit.problems.filter(({ slice }) => slice === null || !unread.has(slice)));
  const file = read.length === sources.length ? fileOf(document) : null;
  if (file !== null && file.length > MAX_PACKET_BYTES)
    problems.push({ slice: null, path: '', message: 'The packet is larger than the 64 MB it may have. Leave slices out, or read less.' });
  return {
    file: file !== null && file.length > MAX_PACKET_BYTES ? null : file,
    packetHash: problems.length > 0 ? null : packetHash(orgId, fit.slices),
    slices: read
      .map(({ facts, origin }) => ({
        ...facts,
        origin,
        sliceHash: fit.slices.find(({ name }) => name === facts.name)?.hash ?? null,
      }))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    problems,
  };
}

/** A schema that is itself wrong fits nothing, and would be told as many faults of the evidence. */
function contractFaults(contract: PacketContract): PacketProblem[] {
  return Object.entries(contract.slices).flatMap(([name, { schema }]): PacketProblem[] => {
    const fault = schemaFault(schema);
    const message = `The flow’s schema for this slice cannot be used: ${fault ?? ''} Correct it in the flow.`;
    return fault === null ? [] : [{ slice: SliceName.parse(name), path: '', message }];
  });
}

function factsOf(name: SliceName, value: Json, previewChars: number): SliceFacts | string {
  try {
    return viewSlice(name, value, previewChars);
  } catch (error) {
    if (error instanceof NotCanonicalError) return `It cannot be evidence: ${error.message}`;
    throw error;
  }
}
