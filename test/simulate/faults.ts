import type { CrashPoint } from '../../engine/steps/step-work.ts';
import type { Rng } from './rng.ts';

/** Families of faults; a family can be left out, to find the one that matters. */
export const FAULT_FAMILIES = ['crashes', 'disk', 'cancels', 'strays', 'duplicates', 'leaps', 'garbage', 'races'] as const;
export type FaultFamily = (typeof FAULT_FAMILIES)[number];

export const CRASH_POINTS: readonly CrashPoint[] = [
  'run-created',
  'step-started',
  'agent-called',
  'answer-stored',
  'step-worked',
  'step-completed',
  'wait-opened',
  'wait-closed',
  'run-ending',
  'run-ended',
  'artefact-written',
];

/** One thing that will go wrong in one life of the process. */
export type Fault =
  /** The power goes at this named place, when it is come to for the nth time. */
  | { readonly kind: 'crash-at'; readonly point: CrashPoint; readonly nth: number }
  /** The power goes before the nth write reaches the disk. */
  | { readonly kind: 'crash-before-write'; readonly nth: number }
  /** The nth write is on disk, but nobody is told, since the power goes. */
  | { readonly kind: 'crash-after-write'; readonly nth: number }
  /** The disk refuses this many writes from the nth on, and the process lives. */
  | { readonly kind: 'disk-full'; readonly nth: number; readonly times: number };

/** What goes wrong in each life, one after the other; after the last everything holds. */
export function randomFaults(rng: Rng, without: ReadonlySet<FaultFamily>): readonly (Fault | null)[] {
  // Most worlds crash a few times; some so often that a run is held to be the cause.
  const lives = rng.chance(0.05) ? 6 + rng.int(5) : rng.int(5);
  return Array.from({ length: lives }, () => randomFault(rng)).map(fault =>
    without.has(fault.kind === 'disk-full' ? 'disk' : 'crashes') ? null : fault,
  );
}

function randomFault(rng: Rng): Fault {
  const nth = 1 + rng.int(rng.chance(0.5) ? 4 : 25);
  const draw = rng.next();
  if (draw < 0.4) return { kind: 'crash-at', point: rng.pick(CRASH_POINTS), nth: 1 + rng.int(4) };
  if (draw < 0.6) return { kind: 'crash-before-write', nth };
  if (draw < 0.85) return { kind: 'crash-after-write', nth };
  return { kind: 'disk-full', nth, times: 1 + rng.int(3) };
}

export function faultWords(fault: Fault | null): string {
  switch (fault?.kind) {
    case undefined:
      return 'none';
    case 'crash-at':
      return `crash at ${fault.point} #${String(fault.nth)}`;
    case 'disk-full':
      return `disk full at write #${String(fault.nth)}, ${String(fault.times)} times`;
    case 'crash-before-write':
      return `crash before write #${String(fault.nth)}`;
    case 'crash-after-write':
      return `crash after write #${String(fault.nth)}`;
  }
}
