import type { ClassView, KeyOwner } from '../../../engine/contract/models.ts';
import { ownerOf } from './key-owner.ts';

/** A key that one or more classes are asked with. */
export interface KeyInUse {
  readonly name: string;
  readonly title: string;
  readonly address: string;
  readonly of: KeyOwner;
  readonly remote: NonNullable<ClassView['remote']>;
  /** False where the environment says who answers: its key is not kept here. */
  readonly isKept: boolean;
}

/** Each once, in the order of the classes. */
export function keysInUse(classes: readonly ClassView[]): readonly KeyInUse[] {
  const keys = classes.flatMap(({ choice, by, remote }): KeyInUse[] =>
    choice.provider === 'local-extractive' || remote === null
      ? []
      : [{ name: remote.keyName, title: remote.title, address: remote.address, of: ownerOf(choice), remote, isKept: by === 'settings' }],
  );
  const names = keys.map(({ name, address, isKept }) => `${name} ${originOf(address)} ${String(isKept)}`);
  return keys.filter((_key, at) => names.indexOf(names[at] ?? '') === at);
}

const originOf = (address: string): string => (URL.canParse(address) ? new URL(address).origin : address);
