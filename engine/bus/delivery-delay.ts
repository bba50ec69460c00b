import { sha256Hex } from '#sha256';

/** Attempts until a letter is dead: with the delays below, after about three hours. */
export const MAX_DELIVERIES = 12;
const BASE_MS = 5_000;
const CAP_MS = 3_600_000;

/**
 * Milliseconds until the next delivery, `attempts` having failed (1 or more); null when there is none. Delay = min(1 h, 5 s · 2ⁿ) · jitter in
 * [0.5, 1) from a hash of event and attempt, so that letters that failed together do not come back together. A receiver's own retry-after is waited in full.
 */
export function deliveryDelayMs(eventId: string, attempts: number, retryAfterMs: number | undefined): number | null {
  if (attempts >= MAX_DELIVERIES) return null;
  const jitter = 0.5 + Number.parseInt(sha256Hex(`${eventId}/${String(attempts)}`).slice(0, 8), 16) / 2 ** 33;
  return Math.max(Math.round(Math.min(CAP_MS, BASE_MS * 2 ** (attempts - 1)) * jitter), retryAfterMs ?? 0);
}
