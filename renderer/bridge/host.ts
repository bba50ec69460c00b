import type { ContractRouterClient } from '@orpc/contract';
import type { Contract } from '../../engine/contract/contract.ts';

/** The workspace's process as the window sees it: every call and stream of the contract. */
export type Host = ContractRouterClient<Contract>;

/** How the wire to the host stands. `refused`: it answered but does not know this window. */
export type Connection = 'connecting' | 'open' | 'lost' | 'refused';

/** A call was made while the wire is down; it was not sent. */
export class HostGoneError extends Error {
  override readonly name = 'HostGoneError';
  constructor() {
    super('The engine is not answering, so this was not sent. It will work again as soon as the engine is back.');
  }
}
