import { comparisonSubject, refText, type Comparison } from '../../../engine/contract/comparison-address.ts';
import type { FlowRef } from '../../../engine/contract/versions.ts';
import { pageTab, type Tab } from '../../state/desk.ts';

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
