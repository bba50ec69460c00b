/** Longer nobody waits without asking again. */
const LONGEST_MS = 3_600_000;

/**
 * How long a provider asks to be left alone, in milliseconds up to an hour; null when it does not say. From `retry-after-ms`, from `retry-after` in seconds
 * or as a date, which counts from the answer's own `date`, or from Google's `"retryDelay": "7s"` in the body.
 */
export function retryAfterMs(headers: Readonly<Record<string, string>>, body: string): number | null {
  const ms = headers['retry-after-ms'];
  if (ms !== undefined && Number(ms) >= 0) return bounded(Number(ms));
  const value = headers['retry-after'];
  if (value !== undefined) {
    const seconds = Number(value);
    const waitMs = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(value) - Date.parse(headers['date'] ?? '');
    if (waitMs >= 0) return bounded(waitMs);
  }
  const delay = /"retryDelay"\s*:\s*"(\d+(?:\.\d+)?)s"/.exec(body)?.[1];
  return delay === undefined ? null : bounded(Number(delay) * 1000);
}

const bounded = (ms: number): number => Math.min(Math.round(ms), LONGEST_MS);
