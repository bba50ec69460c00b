import { useEffect, useState } from 'react';
import { failureSentence } from '../../bridge/failure-sentence.ts';

/** Something that is read from the host: under way, here, or the sentence why it is not. */
export type Reading<Value> =
  | { readonly kind: 'under-way' }
  | { readonly kind: 'here'; readonly value: Value }
  | { readonly kind: 'trouble'; readonly sentence: string };

/** Reads again whenever `read` is another function, or `again` another value; what was read before stands until then. */
export function useRead<Value>(read: () => Promise<Value>, again: unknown = null): Reading<Value> {
  const [reading, setReading] = useState<Reading<Value>>({ kind: 'under-way' });
  useEffect(() => {
    let wanted = true;
    read().then(
      value => wanted && setReading({ kind: 'here', value }),
      (error: unknown) => wanted && setReading({ kind: 'trouble', sentence: failureSentence(error) }),
    );
    return () => {
      wanted = false;
    };
  }, [read, again]);
  return reading;
}
