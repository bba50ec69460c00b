/** Nobody waits longer for a product that says so. */
const LONGEST_MS = 24 * 3600 * 1000;

/** Milliseconds to wait by a `Retry-After` header (RFC 9110: seconds, or a date), at most a day; undefined when it says nothing. */
export function retryAfterMs(header: string | undefined, nowMs: number): number | undefined {
  const text = header?.trim() ?? '';
  const waitMs = /^\d{1,12}$/.test(text) ? Number(text) * 1000 : /^[A-Z][a-z]{2,8},? /.test(text) ? Date.parse(text) - nowMs : Number.NaN;
  return Number.isNaN(waitMs) ? undefined : Math.min(Math.max(Math.ceil(waitMs), 0), LONGEST_MS);
}
