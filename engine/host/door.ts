import { implement } from '@orpc/server';
import { contract } from '../contract/contract.ts';
import type { Workspace } from '../workspace.ts';
import type { Changes } from './changes.ts';

/** What every handler gets beside its input. */
export interface HostContext {
  readonly workspace: Workspace;
  readonly changes: Changes;
  /** A new unguessable id, for events that a person sends by hand. */
  readonly newEventId: () => string;
}

/** The contract, waiting for its handlers; a call without one does not compile. */
export const door = implement(contract).$context<HostContext>();
