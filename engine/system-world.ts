import { randomBytes } from 'node:crypto';
import type { Clock, Ids } from './base/world.ts';

/** This machine's time: wall clock in microseconds that never goes back within the process. */
export function systemClock(): Clock {
  let lastUs = 0;
  return {
    nowUs() {
      lastUs = Math.max(lastUs + 1, Math.round((performance.timeOrigin + performance.now()) * 1000));
      return lastUs;
    },
    sleepUntil: (untilUs, signal) =>
      new Promise(resolve => {
        if (signal.aborted) {
          resolve();
          return;
        }
        let timer: NodeJS.Timeout;
        const over = () => {
          clearTimeout(timer);
          signal.removeEventListener('abort', over);
          resolve();
        };
        const arm = () => {
          const leftMs = untilUs / 1000 - (performance.timeOrigin + performance.now());
          if (leftMs <= 0) {
            over();
            return;
          }
          timer = setTimeout(arm, Math.min(leftMs, LONGEST_TIMER_MS));
        };
        signal.addEventListener('abort', over);
        arm();
      }),
  };
}

/** Longer timers overflow and fire at once (Node's setTimeout keeps 31 bits). */
const LONGEST_TIMER_MS = 2_000_000_000;

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Ids in the manner of ULID: 48 bits of time, 80 bits of chance, in Crockford's base 32. */
export function systemIds(clock: Clock): Ids {
  return {
    next: prefix =>
      `${prefix}_${encode(BigInt(Math.floor(clock.nowUs() / 1000)), 10)}${encode(BigInt(`0x${randomBytes(10).toString('hex')}`), 16)}`,
  };
}

function encode(number: bigint, digits: number): string {
  let text = '';
  for (let rest = number; text.length < digits; rest >>= 5n) text = (ALPHABET[Number(rest & 31n)] ?? '0') + text;
  return text;
}
