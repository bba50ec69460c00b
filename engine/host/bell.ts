/**
 * Wakes one reader. It carries nothing: the reader looks at the source itself when it is woken, so that ringing twice before it looks,
 * or while it looks, loses and repeats nothing.
 */
export interface Bell {
  ring(): void;
  /** True once it rang since the last time; false when `signal` aborted, now or while waiting. */
  rung(): Promise<boolean>;
}

export function openBell(signal: AbortSignal): Bell {
  let rang = false;
  let wake: (() => void) | null = null;
  const stir = (): void => {
    wake?.();
    wake = null;
  };
  signal.addEventListener('abort', stir, { once: true });
  return {
    ring() {
      rang = true;
      stir();
    },
    async rung() {
      if (!rang && !signal.aborted) await new Promise<void>(resolve => (wake = resolve));
      rang = false;
      return !signal.aborted;
    },
  };
}
