import type { OrgId, WaitId } from '../base/ids.ts';
import { neverHere } from '../base/never-here.ts';
import type { RunStore, WaitEnd } from './run-store.ts';

/** What comes too late for a wait, or for one that never was, is refused with why. */
export interface WaitOver {
  readonly kind: 'wait-over';
  readonly sentence: string;
}

export async function waitOver(runs: Pick<RunStore, 'waitEnd'>, orgId: OrgId, waitId: WaitId): Promise<WaitOver> {
  const end = await runs.waitEnd(orgId, waitId);
  const sentence =
    end === null
      ? `There is no task ${waitId} in this workspace. Look into the inbox for those that are open.`
      : `${whatEnded(end)} on ${new Date(end.atUs / 1000).toISOString().slice(0, 16).replace('T', ' at ')} UTC, so nothing was changed now.`;
  return { kind: 'wait-over', sentence };
}

function whatEnded({ how, by }: WaitEnd): string {
  switch (how) {
    case 'resolved':
      return `This was answered by ${by}`;
    case 'matched':
      return 'The event that this waited for came';
    case 'timed_out':
      return 'The time for this was up';
    case 'cancelled':
      return `The run was stopped by ${by}`;
    default:
      return neverHere(how);
  }
}
