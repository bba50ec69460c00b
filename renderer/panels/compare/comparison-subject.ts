import { FlowId, PacketId, RunId } from '../../../engine/base/ids.ts';
import type { FlowRef } from '../../../engine/contract/versions.ts';
import { pageTab, type Tab } from '../../state/desk.ts';

/** What stands side by side: two runs, or two versions and the packet that both are tried on. A draft counts as a version without a number. */
export type Comparison =
  | { readonly kind: 'runs'; readonly a: RunId; readonly b: RunId }
  | { readonly kind: 'versions'; readonly a: FlowRef; readonly b: FlowRef; readonly packetId: PacketId | null };

/** The text that names a comparison, in a tab and in the window's address: `runs/A/B`, `versions/pricing@1/pricing@draft/tomas`. */
export function comparisonSubject(comparison: Comparison): string {
  if (comparison.kind === 'runs') return `runs/${comparison.a}/${comparison.b}`;
  const { a, b, packetId } = comparison;
  return ['versions', refText(a), refText(b), ...(packetId === null ? [] : [packetId])].join('/');
}

/** Null for a text that names none. */
export function readSubject(subject: string): Comparison | null {
  const [kind, first = '', second = '', third, ...more] = subject.split('/');
  if (more.length > 0) return null;
  if (kind === 'runs') {
    const [a, b] = [RunId.safeParse(first).data, RunId.safeParse(second).data];
    return a === undefined || b === undefined || third !== undefined ? null : { kind, a, b };
  }
  if (kind !== 'versions') return null;
  const [a, b, packetId] = [readRef(first), readRef(second), third === undefined ? null : (PacketId.safeParse(third).data ?? null)];
  return a === null || b === null || (third !== undefined && packetId === null) ? null : { kind, a, b, packetId };
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

/** `Version 2`, `Draft` */
export const refWords = ({ versionNo }: FlowRef): string => (versionNo === null ? 'Draft' : `Version ${String(versionNo)}`);

/** The tab of a comparison. */
export function comparisonTab(comparison: Comparison): Tab {
  const title = comparison.kind === 'runs' ? 'Two runs' : `${refWords(comparison.a)} and ${refWords(comparison.b).toLowerCase()}`;
  return pageTab('compare', comparisonSubject(comparison), title);
}

/** The tab of a version that is only looked at. */
export const versionTab = (ref: FlowRef, flowName: string): Tab =>
  pageTab('version', refText(ref), `${flowName}, ${refWords(ref).toLowerCase()}`);
