import { describe, expect, it } from 'vitest';
import { ERROR_CLASSES, type ErrorClass, type StepError } from '../../../engine/base/step-error.ts';
import { retryDelayMs } from '../../../engine/runner/retry.ts';

const error = (errorClass: ErrorClass, more: Partial<StepError> = {}): StepError => ({
  class: errorClass,
  code: 'test',
  message: 'It failed.',
  ...more,
});
const RETRY = { maxAttempts: 5, baseMs: 100, capMs: 1000 };

describe('the delay before another attempt', () => {
  it('is given for passing troubles, and for a fault of ours, which may pass too', () => {
    const retried = ERROR_CLASSES.filter(each => retryDelayMs(error(each), RETRY, 0, 'r/s/1/1') !== null);

    expect(retried).toEqual(['transient', 'rate_limited', 'timeout', 'invalid_output', 'engine_fault']);
  });

  it('ends with the attempts, and after two for an answer of a wrong shape and for a fault of ours', () => {
    const attempts = (errorClass: ErrorClass) =>
      [0, 1, 2, 3, 4].filter(failures => retryDelayMs(error(errorClass), RETRY, failures, 'x') !== null).length + 1;

    expect(attempts('transient')).toBe(5);
    expect(attempts('invalid_output')).toBe(2);
  });

  it('doubles, never passes the cap, and keeps its jitter between half and whole', () => {
    for (const failures of [0, 1, 2, 3]) {
      const whole = Math.min(1000, 100 * 2 ** failures);
      const delay = retryDelayMs(error('transient'), RETRY, failures, 'run/step/1/1') ?? -1;
      expect(delay).toBeGreaterThanOrEqual(whole / 2);
      expect(delay).toBeLessThanOrEqual(whole);
    }
  });

  it('is the same again for the same attempt, and another for another', () => {
    const delays = ['a/s/1/1', 'a/s/1/1', 'b/s/1/1'].map(identity =>
      retryDelayMs(error('transient'), { maxAttempts: 3, baseMs: 60_000, capMs: 60_000 }, 0, identity),
    );

    expect(delays[0]).toBe(delays[1]);
    expect(delays[0]).not.toBe(delays[2]);
  });

  it('waits as long as the provider asks for', () => {
    expect(retryDelayMs(error('rate_limited', { retryAfterMs: 30_000 }), RETRY, 0, 'x')).toBe(30_000);
  });
});
