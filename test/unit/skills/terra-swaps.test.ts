import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { valueHash } from '../../../engine/base/value-ref.ts';
import { PacketDocument, sliceText } from '../../../engine/packet/packet.ts';
import { claimsIn } from '../../../engine/skills/extract-claims/extract-claims.ts';
import { SliceName } from '../../../engine/base/ids.ts';
import { indexSources } from '../../../engine/skills/terra/index-sources.ts';
import { judgeClaim } from '../../../engine/skills/terra/judge-claim.ts';

/** Each shipped packet, with the statements of its own slices. */
const packets = readdirSync('resources/packets')
  .filter(name => name.endsWith('.packet.json'))
  .map(name => {
    const { slices } = PacketDocument.parse(JSON.parse(readFileSync(`resources/packets/${name}`, 'utf8')));
    const sources = Object.entries(slices).map(([slice, value]) => {
      const text = sliceText(value);
      return { slice: SliceName.parse(slice), sliceHash: valueHash(value), text };
    });
    const texts = sources.filter(({ slice }) => typeof slices[slice] === 'string').map(({ text }) => text);
    const claims = claimsIn(texts).filter(({ text }) => text.length > 40 && text.length < 220);
    return { index: indexSources(sources), claims };
  });

/** The share of statements that are grounded once they are changed; those that the change leaves alone do not count. */
function groundedShare(change: (text: string) => string): number {
  let [all, grounded] = [0, 0];
  for (const { index, claims } of packets) {
    for (const claim of claims) {
      const text = change(claim.text);
      if (text === claim.text && change !== AS_IT_STANDS) continue;
      all++;
      if (judgeClaim({ ...claim, text }, index, { testimony: new Set() }).verdict === 'grounded') grounded++;
    }
  }
  expect(all).toBeGreaterThan(50);
  return grounded / all;
}

const AS_IT_STANDS = (text: string): string => text;

describe('what a shipped packet says', () => {
  it('is grounded in it, but for the few things that its slices tell differently', () => {
    expect(groundedShare(AS_IT_STANDS)).toBeGreaterThan(0.98);
  });

  it.each([
    ['with another number', (text: string) => text.replace(/\b\d+\b/, figure => String(Number(figure) + 3)), 0.05],
    ['with a name that stands nowhere', (text: string) => text.replace(/(?<=\p{Ll} )\p{Lu}\p{Ll}{2,}/u, 'Wilhelmina'), 0],
    ['denied', (text: string) => text.replace(/ (is|was|are|were|will|can|has) (?!not\b|no\b)/, ' $1 not '), 0.15],
  ])('%s is contested', (_how, change, most) => {
    expect(groundedShare(change)).toBeLessThanOrEqual(most);
  });
});
