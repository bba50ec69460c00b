import { useEffect, useState } from 'react';

/** The machine's clock in microseconds, anew every `everyMs` while `goesOn`; still otherwise, from the last time something was drawn. */
export function useNowUs(goesOn: boolean, everyMs = 250): number {
  const [nowUs, setNowUs] = useState(() => Date.now() * 1000);
  useEffect(() => {
    if (!goesOn) return;
    const tick = () => setNowUs(Date.now() * 1000);
    // At once too: what was drawn last may be long ago.
    const first = setTimeout(tick, 0);
    const timer = setInterval(tick, everyMs);
    return () => {
      clearTimeout(first);
      clearInterval(timer);
    };
  }, [goesOn, everyMs]);
  return nowUs;
}
