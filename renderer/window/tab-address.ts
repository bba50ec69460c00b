import { FlowId } from '../../engine/base/ids.ts';
import type { Tab } from '../state/desk.ts';

/** What an address names: a flow, or one subject of a page. */
export type Place =
  { readonly kind: 'flow'; readonly flowId: FlowId } | { readonly kind: 'page'; readonly panelId: string; readonly subject: string };

/** The fragment of the window's address for a tab: `#/flow/pricing`, `#/compare/runs/01J…/01K…`. It outlives a reload, and back and forward go through it. */
export const addressOf = (tab: Tab): string =>
  tab.kind === 'flow'
    ? `#/flow/${encodeURIComponent(tab.flowId)}`
    : `#/${[tab.panelId, ...tab.subject.split('/')].map(encodeURIComponent).join('/')}`;

/** Null for a fragment that names no place. */
export function placeAt(fragment: string): Place | null {
  const [hash, panelId = '', ...parts] = fragment.split('/');
  if (hash !== '#' || panelId === '') return null;
  try {
    const subject = parts.map(decodeURIComponent).join('/');
    if (panelId !== 'flow') return { kind: 'page', panelId: decodeURIComponent(panelId), subject };
    const flowId = FlowId.safeParse(subject).data;
    return flowId === undefined ? null : { kind: 'flow', flowId };
  } catch {
    return null; // a percent sign that begins no character: nothing of ours
  }
}

/** The flow that the program was opened with; its fragment is taken by the token then. Null for none. */
export function flowIn(search: string): Place | null {
  const flowId = FlowId.safeParse(new URLSearchParams(search).get('flow')).data;
  return flowId === undefined ? null : { kind: 'flow', flowId };
}
