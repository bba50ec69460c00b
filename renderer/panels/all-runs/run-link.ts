import type { RunId } from '../../../engine/base/ids.ts';

/** The address of a run that can be sent on: in the desktop program a link that opens it, in a browser the address of this very window at the run. */
export function runLink(runId: RunId, here: string): string {
  const address = new URL(here);
  if (address.protocol === 'app:') return `atelier://run/${runId}`;
  address.hash = `#/run/${runId}`;
  return address.href;
}
