// Hashing a packet of 5 MB, keys as JSON.parse leaves them, beside JSON.stringify and SHA-256 of the same value: the floor does not sort,
// and refuses nothing.
import { hash } from 'node:crypto';
import { canonicalJson } from '../../engine/base/canonical-json.ts';
import { hashText } from '../../engine/base/hash.ts';
import { median, spread, target } from './figures.ts';

const ROUNDS = 9;
const BYTES = 5_000_000;
const TEXT = 'Ana said that the budget of the second quarter was 4.2 million, and nobody objected “at all”. ';

/** Turns of a conversation; the texts differ in length. */
function transcript(plain: boolean): unknown[] {
  const turns: unknown[] = [];
  for (let bytes = 0; bytes < BYTES;) {
    const text = (plain ? TEXT.replaceAll(/[“”]/g, "'") : TEXT).repeat(1 + (turns.length % 4));
    turns.push({ speaker: turns.length % 2 === 0 ? 'Ana' : 'Ben', at: turns.length * 1.5, text, id: turns.length });
    bytes += text.length + 60;
  }
  return turns;
}

const timeMs = (work: () => unknown): number => {
  const start = performance.now();
  work();
  return performance.now() - start;
};

const sorted: unknown = JSON.parse(canonicalJson(transcript(true)));
for (const [name, packet] of [
  ['a transcript of plain letters', transcript(true)],
  ['one with other letters too', transcript(false)],
  ['one whose keys are in order', sorted],
] as const) {
  const floor: number[] = [];
  const ours: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    floor.push(timeMs(() => hash('sha256', JSON.stringify(packet), 'hex')));
    ours.push(timeMs(() => hashText('atelier/value/v1', canonicalJson(packet))));
  }
  const ratios = floor.map((ms, index) => ms / (ours[index] ?? Number.NaN));
  target(
    `5 MB, ${name}: floor ${median(floor).toFixed(0)} ms, ours ${median(ours).toFixed(0)} ms, ratio ${median(ratios).toFixed(2)}, rounds ${spread(ratios)}`,
    '≥ 0.50',
    median(ratios) >= 0.5,
  );
}
