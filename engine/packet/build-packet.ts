import { NotCanonicalError, utf8Length } from '../base/canonical-json.ts';
import { SliceName, type OrgId } from '../base/ids.ts';
import type { Json } from '../base/json.ts';
import { schemaProblems, type JsonSchema } from '../base/json-schema.ts';
import { ok, refused, type Result } from '../base/result.ts';
import { MAX_SLICE_BYTES, packetHash, sliceHash, sliceText, type Packet, type PacketDocument, type Slice } from './packet.ts';

/** How a packet misses a flow's contract. */
export interface PacketProblem {
  /** Null when it is about the packet as a whole. */
  readonly slice: SliceName | null;
  /** JSON Pointer into the slice; '' is the slice itself. */
  readonly path: string;
  readonly message: string;
}

/** What a flow asks of its packet: the part of `Flow['packet']` that is needed here. */
export interface PacketContract {
  readonly slices: Readonly<Record<string, { readonly schema: JsonSchema; readonly required: boolean }>>;
}

/** The contract of a packet that no flow asks for: every slice is taken as it is. */
export const anyContract = (names: readonly string[]): PacketContract => ({
  slices: Object.fromEntries(names.map(name => [name, { schema: {}, required: true }])),
});

/** A packet as far as it fits: the slices that do, and everything that misses. */
export interface PacketFitting {
  /** Sorted by name. */
  readonly slices: readonly Slice[];
  readonly problems: readonly PacketProblem[];
}

/**
 * The packet that a flow's contract makes of a document: the declared slices, checked and hashed, in the order of their names. Slices that the flow
 * does not declare are no part of the packet, so changing them changes no hash. Refused with everything that misses.
 */
export function buildPacket(orgId: OrgId, contract: PacketContract, document: PacketDocument): Result<Packet, readonly PacketProblem[]> {
  const { slices, problems } = fitPacket(contract, document);
  return problems.length > 0 ? refused(problems) : ok({ hash: packetHash(orgId, slices), slices });
}

/** The same, with the slices that fit beside the problems of those that do not. */
export function fitPacket(contract: PacketContract, document: PacketDocument): PacketFitting {
  const problems: PacketProblem[] = [];
  const slices: Slice[] = [];
  for (const [written, { schema, required }] of Object.entries(contract.slices).toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const name = SliceName.parse(written);
    const value = Object.hasOwn(document.slices, name) ? document.slices[name] : undefined;
    if (value === undefined) {
      if (required) problems.push({ slice: name, path: '', message: `The slice “${name}” is missing. ${nearest(name, document)}` });
      continue;
    }
    const slice = buildSlice(name, schema, value);
    if (slice.ok) slices.push(slice.value);
    else problems.push(...slice.error);
  }
  return { slices, problems };
}

function buildSlice(name: SliceName, schema: JsonSchema, value: Json): Result<Slice, readonly PacketProblem[]> {
  const tooLarge = {
    slice: name,
    path: '',
    message: 'The slice is larger than 32 MiB. Split it, or leave out what the flow does not read.',
  };
  try {
    if (utf8Length(sliceText(value)) > MAX_SLICE_BYTES) return refused([tooLarge]);
    const hash = sliceHash(name, schema, value);
    const misses = schemaProblems(schema, value);
    return misses.length === 0
      ? ok({ name, schema, value, hash })
      : refused(misses.map(({ path, message }) => ({ slice: name, path, message })));
  } catch (error) {
    if (!(error instanceof NotCanonicalError)) throw error;
    return refused([error.reason === 'too-large' ? tooLarge : { slice: name, path: error.path, message: error.message }]);
  }
}

/** A slice of the same letters is most likely the one meant. */
function nearest(name: string, { slices }: PacketDocument): string {
  const plain = (text: string): string => text.toLowerCase().replaceAll('_', '');
  const other = Object.keys(slices).find(one => plain(one) === plain(name));
  return other === undefined
    ? 'Add it to the packet, or make it optional in the flow.'
    : `The packet has “${other}”; give it the name “${name}”.`;
}
