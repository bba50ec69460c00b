import { canonicalJson } from '../../engine/base/canonical-json.ts';
import type { Json, JsonObject } from '../../engine/base/json.ts';
import type { ErrorClass } from '../../engine/base/step-error.ts';
import { openRng, type Rng } from './rng.ts';

/** What a model or a product does with one call. */
export type CallOutcome =
  | { readonly kind: 'answer'; readonly latencyMs: number }
  /** An answer of a wrong shape, which costs all the same. */
  | { readonly kind: 'garbage'; readonly latencyMs: number }
  | {
      readonly kind: 'error';
      readonly latencyMs: number;
      readonly class: ErrorClass;
      readonly code: string;
      readonly retryAfterMs?: number;
    }
  /** An answer that comes when nobody waits any more, and is billed where nobody hung up. */
  | { readonly kind: 'hang' };

/**
 * What the outside answers, written down before anything runs: world and oracle both read it. A list belongs to one content (skill and
 * input, or action and payload); call n gets entry n, and the last entry stands for all further calls.
 */
export interface Script {
  model(skill: string, input: JsonObject): readonly CallOutcome[];
  product(action: string, payload: JsonObject): readonly CallOutcome[];
}

export const SKILLS = {
  /** Always answers; nothing in its input names the run, so runs share its answers by the cache. */
  say: 'sim.say',
  /** Fails for a while, in every way. */
  flaky: 'sim.flaky',
  /** Never answers well. */
  stubborn: 'sim.stubborn',
  /** Code alone. */
  count: 'sim.count',
  /** Writes a document. */
  letter: 'sim.letter',
} as const;

export const PRODUCT = 'simshop';
export const ACTIONS = { look: 'look', reserve: 'reserve', bill: 'bill' } as const;

/** Longer than any step waits. */
export const HANG_MS = 1_000_000;

/** Classes that a provider's adapter gives. */
const MODEL_ERRORS: readonly ErrorClass[] = [
  'transient',
  'rate_limited',
  'timeout',
  'invalid_output',
  'validation',
  'auth',
  'not_found',
  'policy',
];
const PRODUCT_ERRORS: readonly ErrorClass[] = ['transient', 'rate_limited', 'timeout', 'invalid_output', 'validation', 'auth', 'not_found'];

export function openScript(seed: number | string, isClean: boolean): Script {
  const rngOf = (kind: string, name: string, content: Json): Rng => openRng(`${String(seed)}/${kind}/${name}/${canonicalJson(content)}`);
  return {
    model(skill, { run: _run, ...about }) {
      const rng = rngOf('model', skill, about);
      const answer: CallOutcome = { kind: 'answer', latencyMs: rng.chance(0.5) ? 0 : rng.int(3000) };
      if (skill === SKILLS.stubborn) return [isClean ? answer : troubleOf(rng, MODEL_ERRORS)];
      if (skill !== SKILLS.flaky || isClean) return [answer];
      return [...Array.from({ length: rng.int(5) }, () => troubleOf(rng, MODEL_ERRORS)), answer];
    },
    product(action, payload) {
      const rng = rngOf('product', action, payload);
      const answer: CallOutcome = { kind: 'answer', latencyMs: rng.chance(0.5) ? 0 : rng.int(3000) };
      // What may be done once only is never tried again by the engine; its troubles are told by the tests of products.
      if (isClean || action === ACTIONS.bill || rng.chance(0.6)) return [answer];
      return [...Array.from({ length: 1 + rng.int(3) }, () => troubleOf(rng, PRODUCT_ERRORS)), answer].filter(
        ({ kind }) => kind !== 'garbage',
      );
    },
  };
}

function troubleOf(rng: Rng, classes: readonly ErrorClass[]): CallOutcome {
  const latencyMs = rng.chance(0.5) ? 0 : rng.int(2000);
  const draw = rng.next();
  if (draw < 0.3) return { kind: 'garbage', latencyMs };
  if (draw < 0.4) return { kind: 'hang' };
  // Most of it passes: a run that always fails at once shows little.
  const errorClass = rng.chance(0.6) ? rng.pick(['transient', 'rate_limited'] as const) : rng.pick(classes);
  return {
    kind: 'error',
    latencyMs,
    class: errorClass,
    code: `sim_${errorClass}`,
    ...(errorClass === 'rate_limited' && rng.chance(0.5) ? { retryAfterMs: rng.int(5000) } : {}),
  };
}

/** What a skill answers to an input, run aside: the same evidence, the same answer. */
export function modelOutput(skill: string, { run: _run, ...about }: JsonObject): JsonObject {
  const rng = openRng(`answer/${skill}/${canonicalJson(about)}`);
  const word = `w${String(rng.int(1_000_000))}`;
  // Some answers are too large to stand in a row, and become blobs.
  return { text: rng.chance(0.15) ? `${word} `.repeat(600) : word, score: rng.int(100) / 100, n: rng.int(10) };
}

export function productOutput(action: string, payload: JsonObject): JsonObject {
  const rng = openRng(`done/${action}/${canonicalJson(payload)}`);
  return { id: `p${String(rng.int(1_000_000))}`, left: rng.int(9) };
}
