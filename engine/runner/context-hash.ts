import { hashOf, type Hash } from '../base/hash.ts';
import { refHash, type ValueRef } from '../base/value-ref.ts';

/** The context as one hash: over the hashes of what is saved in it, by name. */
export const contextHash = (context: Readonly<Record<string, ValueRef>>): Hash =>
  hashOf('atelier/context/v1', Object.fromEntries(Object.entries(context).map(([name, ref]) => [name, refHash(ref)])));
