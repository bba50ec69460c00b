import { readFileSync } from 'node:fs';
import type { JsonObject } from '../../engine/base/json.ts';

const { slices } = JSON.parse(
  readFileSync(new URL('../../resources/packets/session-maya-week-6.packet.json', import.meta.url), 'utf8'),
) as {
  readonly slices: JsonObject; // true: the shipped packet
};

function textOf(slice: string): string {
  const value = slices[slice];
  return typeof value === 'string' ? value : '';
}

const NAMES = ['Lind', 'Kofler', 'Osei', 'Brandt', 'Halloran', 'Noor', 'Samir', 'Petra', 'Jonas', 'Amsel', 'Weller', 'Ruth'];

/** A session's packet of about so many characters: its own turns and entries again and again, each time with other figures and names. The same size gives the same packet. */
export const grownSession = (chars: number): JsonObject => ({
  ...slices,
  transcript: grown(textOf('transcript'), chars * 0.6, 1),
  prior_sessions: grown(textOf('prior_sessions'), chars * 0.2, 2),
  journal: grown(textOf('journal'), chars * 0.2, 3),
});

function grown(text: string, chars: number, seed: number): string {
  const blocks = text.split(/\n+/).filter(block => block.trim() !== '');
  let [whole, chance] = [text, seed];
  while (whole.length < chars) {
    chance = (chance * 1103515245 + 12345) % 2147483648;
    const block = blocks[chance % blocks.length] ?? '';
    const name = NAMES[(chance >> 3) % NAMES.length] ?? '';
    const other = block
      .replace(/\d+/g, figure => String(((Number(figure) * 7 + (chance % 97)) % 9000) + 1))
      .replace(/\b(?:bakery|bakeries|buyers|market|test|report|bread|shop)\b/gi, word => `${word} ${name}`);
    whole += `\n\n${other}`;
  }
  return whole;
}
