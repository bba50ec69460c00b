import { useEffect, useRef, useState } from 'react';
import { failureSentence } from './failure-sentence.ts';

/** Something that is read from the host: under way, here, or the sentence why it is not. */
export type Reading<Value> =
  | { readonly kind: 'under-way' }
  | { readonly kind: 'here'; readonly value: Value }
  | { readonly kind: 'trouble'; readonly sentence: string };

/**
 * Reads again whenever `read` is another function, or `again` another value; what was read before stands until then. The same is never read twice at
 * once: what changes while it is being read is read afterwards, once, so that news that come faster than they can be read are shown all the same.
 * `read` null: nothing can be read for now.
 */
export function useRead<Value>(read: (() => Promise<Value>) | null, again: unknown = null): Reading<Value> {
  const [reading, setReading] = useState<Reading<Value>>({ kind: 'under-way' });
  const last = useRef<{ readonly read: () => Promise<Value>; readonly done: Promise<void> } | null>(null);
  useEffect(() => {
    if (read === null) {
      last.current = null;
      return undefined;
    }
    let isNext = true;
    const show = (next: Reading<Value>) => {
      if (last.current?.read === read) setReading(next);
    };
    const before = last.current?.read === read ? last.current.done : Promise.resolve();
    const done = before.then(() =>
      isNext
        ? read().then(
            value => show({ kind: 'here', value }),
            (error: unknown) => show({ kind: 'trouble', sentence: failureSentence(error) }),
          )
        : undefined,
    );
    last.current = { read, done };
    return () => {
      isNext = false;
    };
  }, [read, again]);
  useEffect(
    () => () => {
      last.current = null;
    },
    [],
  );
  return reading;
}
