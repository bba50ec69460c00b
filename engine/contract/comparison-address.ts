import { FlowId, PacketId, RunId, WaitId } from '../base/ids.ts';
import { ok, refused, type Result } from '../base/result.ts';
import type { FlowRef } from './versions.ts';

/**
 * What stands side by side: two runs; two versions by their drawings, or on a packet that both are tried on; their files; or both on every packet of
 * the test set. A draft counts as a version without a number.
 */
export type Comparison =
  | { readonly kind: 'runs'; readonly a: RunId; readonly b: RunId }
  | { readonly kind: 'versions'; readonly a: FlowRef; readonly b: FlowRef; readonly packetId: PacketId | null }
  | { readonly kind: 'json'; readonly a: FlowRef; readonly b: FlowRef }
  | { readonly kind: 'set'; readonly a: FlowRef; readonly b: FlowRef };

/** The text that names a comparison, in a tab and in an address: `runs/A/B`, `versions/pricing@1/pricing@draft/tomas`, `set/pricing@1/pricing@2`. */
export function comparisonSubject(comparison: Comparison): string {
  if (comparison.kind === 'runs') return `runs/${comparison.a}/${comparison.b}`;
  const { kind, a, b } = comparison;
  return [kind, refText(a), refText(b), ...(kind === 'versions' && comparison.packetId !== null ? [comparison.packetId] : [])].join('/');
}

/** Null for a text that names none. */
export function readSubject(subject: string): Comparison | null {
  const [kind, first = '', second = '', third, ...more] = subject.split('/');
  if (more.length > 0) return null;
  if (kind === 'runs') {
    const [a, b] = [RunId.safeParse(first).data, RunId.safeParse(second).data];
    return a === undefined || b === undefined || third !== undefined ? null : { kind, a, b };
  }
  const [a, b] = [readRef(first), readRef(second)];
  if (a === null || b === null) return null;
  if (kind === 'json' || kind === 'set') return third === undefined ? { kind, a, b } : null;
  if (kind !== 'versions') return null;
  const packetId = third === undefined ? null : (PacketId.safeParse(third).data ?? null);
  return third !== undefined && packetId === null ? null : { kind, a, b, packetId };
}

/** The same, the other way round. */
export const swapped = (comparison: Comparison): Comparison => ({ ...comparison, a: comparison.b, b: comparison.a }) as Comparison; // true: both sides of a comparison are of one kind

/** `pricing@2`, `pricing@draft` */
export const refText = ({ flowId, versionNo }: FlowRef): string => `${flowId}@${versionNo === null ? 'draft' : String(versionNo)}`;

/** Null for a text that names no version. */
export function readRef(text: string): FlowRef | null {
  const [, id, number] = /^(.+)@(draft|[1-9]\d{0,8})$/.exec(text) ?? [];
  const flowId = FlowId.safeParse(id).data;
  return flowId === undefined ? null : { flowId, versionNo: number === 'draft' ? null : Number(number) };
}

export const LINK_SCHEME = 'atelier';
const LONGEST_LINK = 2000;

/** The address of a comparison that can be sent to whoever has the same workspace: `atelier://compare/runs/A/B`. */
export const comparisonLink = (comparison: Comparison): string => `${LINK_SCHEME}://compare/${comparisonSubject(comparison)}`;

/** What a link may lead to, and whether the rest of it names one. */
const KNOWN_PLACES: Readonly<Record<string, (subject: string) => boolean>> = {
  compare: subject => readSubject(subject) !== null,
  flow: subject => FlowId.safeParse(subject).success,
  run: subject => RunId.safeParse(subject).success,
  task: subject => WaitId.safeParse(subject).success,
};

/**
 * Where in the window an address from elsewhere leads, as the fragment of its address: a comparison, or `atelier://flow/pricing`. Whoever can show a
 * link can write one, so nothing but the names of things passes; refused with a sentence.
 */
export function readLink(link: string): Result<string, string> {
  const url = link.length > LONGEST_LINK ? null : URL.parse(link);
  const parts = url === null ? null : decodedParts(url.pathname.replace(/^\//, ''));
  if (
    url === null ||
    parts === null ||
    url.protocol !== `${LINK_SCHEME}:` ||
    url.username + url.password + url.port + url.search + url.hash !== ''
  )
    return refused('This link is not one that Atelier Studio writes. Copy it again, whole, from where it was made.');
  const subject = parts.join('/');
  const isKnown = Object.hasOwn(KNOWN_PLACES, url.hostname) && KNOWN_PLACES[url.hostname]?.(subject) === true;
  return isKnown
    ? ok(`#/${[url.hostname, ...parts].map(encodeURIComponent).join('/')}`)
    : refused('This link names nothing that can be opened: it leads to a comparison, a flow, a run or a task only when it is whole.');
}

function decodedParts(path: string): readonly string[] | null {
  try {
    return path.split('/').map(decodeURIComponent);
  } catch {
    return null; // a percent sign that begins no character
  }
}
